using static Personalize.Tests.EndToEnd.Live.LiveTraffic;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>How soon the Live page shows something.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LiveArrivalTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task First_values_stand_within_two_and_a_half_seconds()
    {
        await using (var warm = await browser.OpenAsync(site, PageLook.Desk))
            await warm.GoAsync(await site.AddressAsync("/"));
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.Page.AddInitScriptAsync(
            """
            new MutationObserver((_, observer) => {
              if (!document.querySelector(".pz-tile-value")) return;
              window.firstTileAt = performance.now();
              observer.disconnect();
            }).observe(document, { childList: true, subtree: true });
            """);
        var address = (await site.AddressAsync("/")).ToString();

        await watched.Page.GotoAsync(address);

        RequireWithin(2500, await watched.Page.ReadTimeAsync("firstTileAt"));
    }

    [Fact]
    public async Task Stored_activity_reaches_stream_and_tile_within_two_seconds()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var app = await site.StartAsync();
        var key = await app.AnyCustomerAsync(skip: 20);
        await watched.Page.EvaluateAsync(
            """
            key => {
              const stored = () => document.querySelector(".pz-tile .pz-tile-value").title;
              const before = stored();
              new MutationObserver((_, observer) => {
                if (stored() === before || !document.querySelector(".pz-stream-row")?.textContent.includes(key)) return;
                window.shownAt = Date.now();
                observer.disconnect();
              }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
            }
            """,
            key);

        await app.SubmitAsync(key, count: 3);
        var storedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        RequireWithin(2000, await watched.Page.ReadTimeAsync("shownAt") - storedAt);
    }
}
