using System.Net;
using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.EndToEnd;

[Collection(nameof(BrowserSuite))]
public sealed class ApiKeyTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task A_key_made_on_the_page_works_until_it_is_revoked_there()
    {
        await using var watched = await OpenAsync(AccountRole.Admin);
        var page = watched.Page;
        await Button(page, "New key").ClickAsync();
        await page.GetByLabel("Name: what is it for?").FillAsync("Shop front");
        await page.GetByLabel("Role").SelectOptionAsync("Analyst");
        await page.GetByLabel("send activities").CheckAsync();
        await Button(page, "Make the key").ClickAsync();

        var secret = await page.GetByLabel("Secret, for the header").InputValueAsync();
        using var program = (await site.StartAsync()).CreateStranger();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.SendAsync("POST", "/api/activities", "{")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.SendAsync("GET", "/api/users")).Status);

        await Button(page, "Done").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Secret, for the header")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("only send activities");
        await Button(page, "Revoke Shop front").ClickAsync();
        await Button(page, "Revoke Shop front for good").ClickAsync();
        await Assertions.Expect(page.GetByText("Shop front is revoked.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync("POST", "/api/activities", "{")).Status);
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_the_field()
    {
        await using var watched = await OpenAsync(AccountRole.Admin);
        await Button(watched.Page, "New key").ClickAsync();
        await watched.Page.GetByLabel("Lifetime, in days").FillAsync("9999");

        await Button(watched.Page, "Make the key").ClickAsync();

        await Assertions.Expect(watched.Page.Locator("#key-name-error")).ToContainTextAsync("Is needed");
        await Assertions.Expect(watched.Page.Locator("#key-lifetime-error")).ToContainTextAsync("1 to 730");
    }

    [Fact]
    public async Task Who_may_not_manage_keys_is_told_who_may()
    {
        await using var watched = await OpenAsync(AccountRole.Analyst);

        await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("It needs the role Admin");
    }

    private async Task<WatchedPage> OpenAsync(AccountRole role)
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk, role);
        await watched.GoAsync(await site.AddressAsync("/admin/keys"));
        return watched;
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
