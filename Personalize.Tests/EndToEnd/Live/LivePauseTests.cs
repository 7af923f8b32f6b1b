using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>The page and its stream stand still when people want them to.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LivePauseTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Pause_freezes_figures_and_chart_and_resume_catches_up()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        var key = await app.AnyCustomerAsync(skip: 11);

        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Chip()).ToContainTextAsync("Paused");
        var (frozen, axis) = (await page.Locator(".pz-tiles").InnerTextAsync(), await AxisAsync(page));
        await app.SubmitAsync(key, count: 4);
        await Assertions.Expect(page.Locator(".pz-count")).ToHaveTextAsync("4 new");
        await app.SubmitAsync(key, count: 3);
        await Assertions.Expect(page.Locator(".pz-count")).ToHaveTextAsync("7 new");

        Assert.Equal(frozen, await page.Locator(".pz-tiles").InnerTextAsync());
        Assert.Equal(axis, await AxisAsync(page));
        Assert.Equal(0, await page.Locator(".pz-stream-row", new() { HasText = key }).CountAsync());
        await page.Press("Resume").ClickAsync();
        await page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(key);
    }

    [Fact]
    public async Task Stream_stands_still_under_the_pointer_and_counts_what_is_new()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        var (earlier, later) = (await app.AnyCustomerAsync(skip: 3), await app.AnyCustomerAsync(skip: 17));
        await app.SubmitAsync(earlier, count: 5);
        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(earlier);

        await page.Locator(".pz-stream").HoverAsync();
        await Assertions.Expect(page.Locator(".pz-stream[data-held]")).ToBeVisibleAsync();
        await app.SubmitAsync(later, count: 6);
        await Assertions.Expect(page.Press("6 new")).ToBeVisibleAsync();

        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(earlier);
        await page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(later);
    }

    [Fact]
    public async Task By_keyboard_one_goes_from_the_stream_to_what_is_new()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        var (earlier, later) = (await app.AnyCustomerAsync(skip: 4), await app.AnyCustomerAsync(skip: 18));
        await app.SubmitAsync(earlier, count: 5);
        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(earlier);
        await page.Locator(".pz-stream").FocusAsync();
        await Assertions.Expect(page.Locator(".pz-stream[data-held]")).ToBeVisibleAsync();
        await app.SubmitAsync(later, count: 2);
        await Assertions.Expect(page.Press("2 new")).ToBeVisibleAsync();
        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(earlier);

        // Back over the two filters.
        for (var back = 0; back < 3; back++) await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(page.Press("2 new")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(later);
        await Assertions.Expect(page.Locator(".pz-stream")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Scrolled_away_from_the_newest_the_stream_stands_still()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());
        var key = await app.AnyCustomerAsync(skip: 23);
        await app.SubmitAsync(await app.AnyCustomerAsync(skip: 5), count: 40);
        await page.Locator(".pz-stream").EvaluateAsync("stream => stream.scrollTop = 200");
        await Assertions.Expect(page.Locator(".pz-stream[data-held]")).ToBeVisibleAsync();

        await app.SubmitAsync(key, count: 3);
        await Assertions.Expect(page.Press("3 new")).ToBeVisibleAsync();
        await page.Press("3 new").ClickAsync();

        await Assertions.Expect(page.FirstRow()).ToContainTextAsync(key);
        Assert.Equal(0, await page.Locator(".pz-stream").EvaluateAsync<int>("stream => stream.scrollTop"));
    }

    private static Task<string> AxisAsync(IPage page) => page.EvaluateAsync<string>(
        """
        async () => {
          const library = performance.getEntriesByType("resource").map(entry => entry.name).find(name => name.includes("echarts"));
          const chart = (await import(library)).getInstanceByDom(document.querySelector(".pz-chart-canvas"));
          return JSON.stringify(chart.getOption().series.map(series => series.data));
        }
        """);
}
