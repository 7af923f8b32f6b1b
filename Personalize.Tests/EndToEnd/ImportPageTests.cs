using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Personalize.Tests.Data.Spreadsheets;

namespace Personalize.Tests.EndToEnd;

[Collection(nameof(BrowserSuite))]
public sealed partial class ImportPageTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Chosen_file_is_imported_and_its_page_tells_the_counts()
    {
        await using var watched = await OpenAsync();

        await ChooseAsync(watched.Page, "people.csv", "customer_id,age,interests\nE2E-1,34,\"hiking, books\"\nE2E-2,200,\nE2E-3,51,wine\n");

        await ExpectRunPageAsync(watched.Page);
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("people.csv");
        await Assertions.Expect(watched.Page.Locator(".pz-run-facts")).ToContainTextAsync("Done");
        await Assertions.Expect(Tile(watched.Page, "New customers")).ToHaveTextAsync("2");
        await Assertions.Expect(Tile(watched.Page, "Rejected")).ToHaveTextAsync("1");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Region, new() { Name = "Refused rows" })).ToContainTextAsync("200");
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task Dropped_file_is_imported_like_a_chosen_one()
    {
        await using var watched = await OpenAsync();

        await watched.Page.EvaluateAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File(["customer_id,age\nE2E-DROP,40\n"], "dropped.csv", { type: "text/csv" }));
              document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
            }
            """);

        await ExpectRunPageAsync(watched.Page);
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("dropped.csv");
    }

    [Fact]
    public async Task Empty_file_is_refused_with_a_reason_and_the_page_stays_usable()
    {
        await using var watched = await OpenAsync();

        await ChooseAsync(watched.Page, "nothing.csv", "");

        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The file is empty");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" })).ToBeEnabledAsync();
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task Oversize_file_is_refused_before_a_byte_of_it_is_sent()
    {
        await using var watched = await OpenAsync();
        var uploads = 0;
        watched.Page.Request += (_, request) => uploads += new Uri(request.Url).AbsolutePath == "/import/upload" ? 1 : 0;

        // Made in the browser: a blob of 101 MB need not pass through the test.
        await watched.Page.EvaluateAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File([new Uint8Array(106_000_000)], "years.csv", { type: "text/csv" }));
              document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
            }
            """);

        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The file is too large");
        Assert.Equal(0, uploads);
        await ExpectUsableAsync(watched.Page);
    }

    [Fact]
    public async Task Workbook_with_a_password_is_refused_with_the_remedy()
    {
        await using var watched = await OpenAsync();

        await ChooseAsync(watched.Page, "secret.xlsx", CompoundFiles.Locked(100_000));

        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");
        await ExpectUsableAsync(watched.Page);
    }

    [Theory]
    [InlineData("header only.csv")]
    [InlineData("header only.xlsx")]
    public async Task Sheet_without_rows_says_so_and_imports_nothing(string name)
    {
        await using var watched = await OpenAsync();

        await ChooseAsync(watched.Page, name, name.EndsWith(".csv", StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes("customer_id,age,interests\n")
            : Workbooks.Of(["customer_id", "age", "interests"]));

        await ExpectRunPageAsync(watched.Page);
        await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("no rows");
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task Picture_in_place_of_a_spreadsheet_is_refused_in_plain_words()
    {
        await using var watched = await OpenAsync();

        await watched.Page.SetInputFilesAsync("[data-upload-input]", new FilePayload
        {
            Name = "photo.xlsx",
            MimeType = "image/png",
            Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[64]],
        });

        var alert = watched.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).Not.ToBeEmptyAsync();
        await Assertions.Expect(alert).Not.ToContainTextAsync("Exception");
        await Assertions.Expect(alert).Not.ToContainTextAsync("   at ");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" })).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Markup_in_a_file_name_and_in_cells_is_shown_as_text()
    {
        const string Payload = "<img src=x onerror=alert(1)>";
        await using var watched = await OpenAsync();

        await ChooseAsync(watched.Page, $"{Payload}.csv", $"customer_id,age\nE2E-X,{Payload}\n");

        await ExpectRunPageAsync(watched.Page);
        await Assertions.Expect(watched.Page.Locator(".pz-run-facts")).ToContainTextAsync("Done");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Region, new() { Name = "Refused rows" })).ToContainTextAsync(Payload);
        Assert.Equal(0, await watched.Page.Locator("main img").CountAsync());
        Assert.Empty(watched.Troubles);
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/import"));
        await Assertions.Expect(watched.Page.Locator("[data-upload-zone][data-ready]")).ToBeVisibleAsync();
        return watched;
    }

    // Asked again and again, because a wait for the navigation itself misses one that has just happened.
    private static Task ExpectRunPageAsync(IPage page) => Assertions.Expect(page).ToHaveURLAsync(RunAddress());

    [GeneratedRegex("/import/[0-9a-f-]{36}$")]
    private static partial Regex RunAddress();

    private static async Task ExpectUsableAsync(IPage page)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).Not.ToContainTextAsync("Exception");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" })).ToBeEnabledAsync();
    }

    private static ILocator Tile(IPage page, string label) =>
        page.GetByRole(AriaRole.Group, new() { Name = label, Exact = true }).Locator(".pz-tile-value");

    private static Task ChooseAsync(IPage page, string name, string text) => ChooseAsync(page, name, Encoding.UTF8.GetBytes(text));

    // Of an unknown type, as a browser on a machine without a spreadsheet program would say.
    private static Task ChooseAsync(IPage page, string name, byte[] content) => page.SetInputFilesAsync(
        "[data-upload-input]", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
}
