using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>Figures that explain other figures: they add up, live, and under any link.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ExplanationTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Contributions_to_the_engagement_add_up_and_move_with_an_activity()
    {
        await using var watched = await OpenAsync("/users/C00004");
        var page = watched.Page;
        await page.Locator("[data-raw-engagement]").WaitForAsync();
        await RequireSumsAsync(page, "main", "[data-raw-engagement]", "[data-contribution]");
        var activities = await NumberAsync(page.Locator("[data-activities]"));

        using var program = (await site.StartAsync()).CreateClient();
        using var posted = await program.PostAsJsonAsync(
            "/api/activities", new { customer_id = "C00004", type = "share" }, TestContext.Current.CancellationToken);
        posted.EnsureSuccessStatusCode();

        await Assertions.Expect(page.Locator("[data-activities]")).ToHaveTextAsync((activities + 1).ToString("N0", CultureInfo.CurrentCulture));
        await Assertions.Expect(page.Locator("[data-delta]")).ToHaveTextAsync("+0.500 raw");
        await RequireSumsAsync(page, "main", "[data-raw-engagement]", "[data-contribution]");
    }

    [Fact]
    public async Task An_unknown_user_is_named()
    {
        await using var watched = await OpenAsync("/users/NOBODY");

        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("No user “NOBODY”");
    }

    [Fact]
    public async Task Arrows_move_a_weight_by_a_hundredth_pages_by_a_tenth_and_the_sum_stays_one()
    {
        await using var watched = await OpenAsync("/recommend?user=C00004");
        var page = watched.Page;
        var slider = page.Locator("#weight-content");
        await slider.FocusAsync();
        var before = await NumberAsync(page.Locator("[data-weight=content]"));

        await slider.PressAsync("ArrowRight");
        await ExpectNumberAsync(page.Locator("[data-weight=content]"), before + 0.01m);
        await slider.PressAsync("PageUp");

        await ExpectNumberAsync(page.Locator("[data-weight=content]"), before + 0.11m);
        Assert.Equal(1.00m, await SumAsync(page.Locator("output[data-weight]")));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("w=content"));
        await RequireSumsAsync(page, ".pz-rec", "[data-score]", "[data-part]");
    }

    [Fact]
    public async Task One_link_gives_two_browsers_the_same_list()
    {
        const string link = "/recommend?user=C00004&w=content:0.10,cluster:0.10,popularity:0.80";
        await using var one = await OpenAsync(link);
        await using var other = await OpenAsync(link);

        Assert.Equal(await TitlesAsync(one.Page), await TitlesAsync(other.Page));
    }

    [Fact]
    public async Task A_cold_user_sees_which_rung_served_and_why()
    {
        await using var watched = await OpenAsync("/recommend?user=C00006");

        await Assertions.Expect(watched.Page.Locator(".pz-ladder-used")).ToHaveCountAsync(1);
        await Assertions.Expect(watched.Page.Locator(".pz-ladder-skipped").First).ToContainTextAsync("has 0");
        Assert.NotEmpty(await TitlesAsync(watched.Page));
    }

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync(path));
        return watched;
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(IPage page)
    {
        await page.Locator(".pz-rec").First.WaitForAsync();
        return await page.Locator(".pz-rec-title").AllTextContentsAsync();
    }

    // All read in one go, so that no update comes between a whole and its parts.
    private static async Task RequireSumsAsync(IPage page, string holder, string whole, string part)
    {
        var figures = await page.EvaluateAsync<string[][]>(
            """
            ([holder, whole, part]) => [...document.querySelectorAll(holder)].map(
              one => [one.querySelector(whole), ...one.querySelectorAll(part)].map(figure => figure.textContent))
            """,
            new[] { holder, whole, part });
        Assert.NotEmpty(figures);
        Assert.All(figures, texts =>
        {
            var numbers = texts.Select(text => decimal.Parse(text, CultureInfo.CurrentCulture)).ToArray();
            Assert.Equal(numbers[0], numbers[1..].Sum());
        });
    }

    private static Task ExpectNumberAsync(ILocator locator, decimal number) =>
        Assertions.Expect(locator).ToHaveTextAsync(number.ToString("0.00", CultureInfo.CurrentCulture));

    private static async Task<decimal> NumberAsync(ILocator locator) =>
        decimal.Parse((await locator.TextContentAsync())!, CultureInfo.CurrentCulture);

    private static async Task<decimal> SumAsync(ILocator locator) =>
        (await locator.AllTextContentsAsync()).Sum(text => decimal.Parse(text, CultureInfo.CurrentCulture));
}
