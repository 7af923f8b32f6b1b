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
        await using var watched = await OpenAsync(AccountRole.Operator);

        await Assertions.Expect(watched.Page.GetByText("/api/recommend").First).ToBeVisibleAsync();
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task A_route_that_is_tried_answers_401_without_a_key_and_200_with_one()
    {
        await using var watched = await OpenAsync(AccountRole.Operator);
        var page = watched.Page;

        Assert.Equal(401, await TryAsync(page));
        await page.GetByPlaceholder("Token").First.FillAsync((await site.StartAsync()).KeyOf(AccountRole.Operator));
        Assert.Equal(200, await TryAsync(page));
    }

    private async Task<WatchedPage> OpenAsync(AccountRole role)
    {
        var watched = await browser.OpenAsync(site, PageLook.Desk, role);
        await watched.Page.GotoAsync((await site.AddressAsync("/docs/api/")).ToString());
        await Assertions.Expect(watched.Page.Locator("h1")).ToContainTextAsync("Personalize API");
        return watched;
    }

    private static async Task<int> TryAsync(IPage page)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync(),
            response => new Uri(response.Url).AbsolutePath == "/api/items");
        return answer.Status;
    }
}
