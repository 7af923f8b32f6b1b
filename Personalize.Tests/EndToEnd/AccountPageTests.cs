using Microsoft.Playwright;
using Personalize.Data.Accounts;

namespace Personalize.Tests.EndToEnd;

/// <summary>The pages about the account itself, for who is signed in: no dead ends.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class AccountPageTests(Browser browser, DemoSite site)
{
    [Theory]
    [InlineData("/account")]
    [InlineData("/account/confirm")]
    public async Task Page_leads_back(string path)
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.Page.GotoAsync((await site.AddressAsync(path)).ToString());

        await watched.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Live" }).ClickAsync();

        await Assertions.Expect(watched.Page.Locator("main h1")).ToHaveTextAsync("Live");
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task On_a_desk_the_rail_leads_to_what_the_role_may_open()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk, AccountRole.Operator);
        await watched.Page.GotoAsync((await site.AddressAsync("/account")).ToString());
        var rail = watched.Page.GetByRole(AriaRole.Navigation);

        await Assertions.Expect(rail.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Live", "Users", "Items", "Recommend", "Segments", "Health", "API"]);
        await rail.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();

        await Assertions.Expect(watched.Page.Locator("main h1")).ToHaveTextAsync("Users");
    }

    [Fact]
    public async Task A_stranger_is_offered_no_way_further_in()
    {
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);

        await stranger.Page.GotoAsync((await site.AddressAsync("/signin")).ToString());

        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Live" })).ToHaveCountAsync(0);
    }
}
