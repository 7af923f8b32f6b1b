using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Web.Live;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>What one looks at stands in the address, and what is judged can be set by whom it concerns.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LiveAddressTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Range_and_filters_stand_in_the_address_and_open_as_the_same_view()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        var key = await app.AnyCustomerAsync(skip: 9);
        await app.SubmitAsync(key, count: 2);

        await page.Press("1 h").ClickAsync();
        await page.GetByLabel("Type of activity").SelectOptionAsync("Like");
        await page.GetByLabel("Search by customer or item").FillAsync(key);
        await Assertions.Expect(page).ToHaveURLAsync(await AddressAsync($"/?range=1h&kind=like&q={key}"));
        await Assertions.Expect(page.Locator(".pz-stream-row")).ToHaveCountAsync(2);
        await page.Locator("main h1").FocusAsync();
        await page.Keyboard.PressAsync("[");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("until="));

        await using var other = await browser.OpenAsync(site, PageLook.Desk);
        await other.GoAsync(new Uri(page.Url));
        await Assertions.Expect(other.Page.Press("1 h")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(other.Page.GetByLabel("Type of activity")).ToHaveValueAsync("Like");
        await Assertions.Expect(other.Page.GetByLabel("Search by customer or item")).ToHaveValueAsync(key);
        await Assertions.Expect(other.Page.Locator(".pz-stream-row")).ToHaveCountAsync(2);
        Assert.Equal(
            await page.GetByRole(AriaRole.Img).First.GetAttributeAsync("aria-label"),
            await other.Page.GetByRole(AriaRole.Img).First.GetAttributeAsync("aria-label"));
    }

    [Fact]
    public async Task Limits_turn_the_verdict_and_can_be_taken_back()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        await app.SubmitAsync(await app.AnyCustomerAsync(skip: 2), count: (int)Verdict.EnoughCases);

        await page.Press("Limits").ClickAsync();
        await page.GetByLabel("Storing slower than").FillAsync("nothing");
        await page.Press("Save limits").ClickAsync();
        await Assertions.Expect(page.GetByText("'nothing' is no limit")).ToBeVisibleAsync();
        await page.GetByLabel("Storing slower than").FillAsync("1");
        await page.Press("Save limits").ClickAsync();
        await Assertions.Expect(page.Locator(".pz-verdict")).ToContainTextAsync("limit 1.0 ms");
        await page.Press("Undo").ClickAsync();

        await Assertions.Expect(page.Locator(".pz-verdict")).Not.ToContainTextAsync("limit 1.0 ms");
    }

    [Fact]
    public async Task Who_may_not_set_limits_is_not_offered_them()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk, AccountRole.Analyst);
        await watched.GoAsync(await site.AddressAsync("/"));

        await Assertions.Expect(watched.Page.Locator(".pz-verdict")).ToBeVisibleAsync();
        await Assertions.Expect(watched.Page.Press("Limits")).ToHaveCountAsync(0);
    }

    private async Task<string> AddressAsync(string path) => (await site.AddressAsync(path)).ToString();
}
