using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.EndToEnd;

/// <summary>The page on which people read about the API and try it.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ApiDocumentationTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task It_is_drawn_without_a_request_to_anybody_else()
    {
        await using var watched = await OpenAsync();

        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "Personalize API" })).ToBeVisibleAsync();
        await Assertions.Expect(TestButton(watched.Page)).ToBeVisibleAsync();
        Assert.Empty(TroublesOf(watched));
    }

    [Fact]
    public async Task A_route_that_is_tried_answers_401_without_a_key_and_200_with_one()
    {
        await using var watched = await OpenAsync();
        await TestButton(watched.Page).ClickAsync();
        var client = watched.Page.GetByRole(AriaRole.Dialog);

        Assert.Equal(401, await SendAsync(watched.Page, client));
        await client.GetByRole(AriaRole.Textbox, new() { Name = "Bearer Token" }).FillAsync((await site.StartAsync()).KeyOf(AccountRole.Operator));
        Assert.Equal(200, await SendAsync(watched.Page, client));

        Assert.All(TroublesOf(watched), trouble => Assert.Contains("401", trouble, StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_a_way_back_to_the_product()
    {
        await using var watched = await OpenAsync();

        await watched.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Personalize" }).ClickAsync();

        await Assertions.Expect(watched.Page.Locator("main h1")).ToHaveTextAsync("Live");
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk, AccountRole.Operator);
        await watched.Page.GotoAsync((await site.AddressAsync("/docs/api/#tag/items/GET/api/items")).ToString());
        return watched;
    }

    // The page's script asks once whether it may evaluate text; our policy says no, and it does without.
    private static IEnumerable<string> TroublesOf(WatchedPage watched) =>
        watched.Troubles.Where(trouble => trouble != "console: policy: script-src eval");

    private static ILocator TestButton(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Test Request (get /api/items)", Exact = true });

    private static async Task<int> SendAsync(IPage page, ILocator client)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            () => client.GetByRole(AriaRole.Button, new() { Name = "Send get request" }).ClickAsync(),
            response => new Uri(response.Url).AbsolutePath == "/api/items");
        return answer.Status;
    }
}
