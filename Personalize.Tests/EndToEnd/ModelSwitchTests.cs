using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Personalize.Web.Training;

namespace Personalize.Tests.EndToEnd;

/// <summary>The first start makes two versions: a draft within seconds, and the whole that was measured.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ModelSwitchTests(Browser browser, DemoSite site)
{
    private const string Draft = "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_leaderboard_has_intervals_and_baselines_and_what_was_not_measured_alike_is_not_compared()
    {
        await using var watched = await OpenAsync();
        var page = watched.Page;
        foreach (var baseline in (string[])["popularity", "random"])
            await Assertions.Expect(page.Locator($"tr[data-model={baseline}] .pz-interval").First).ToContainTextAsync("–");

        foreach (var version in (string[])[await ServingAsync(page), Draft])
            await page.Locator($"tr[data-version='{version}'] input").PressAsync("Space");
        await page.Keyboard.PressAsync("c");

        await Assertions.Expect(page.GetByText("These cannot be compared")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Nothing was measured of version 1.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rollback_and_promotion_serve_within_five_seconds_and_are_audited()
    {
        await using var watched = await OpenAsync();
        var served = await ServingAsync(watched.Page);
        foreach (var version in (string[])[Draft, served])
        {
            var row = watched.Page.Locator($"tr[data-version='{version}']");
            await row.Locator("input").FocusAsync();
            await watched.Page.Keyboard.PressAsync("p");
            await row.GetByLabel($"Yes, serve version {version}").ClickAsync();
            var asked = Stopwatch.GetTimestamp();

            await Assertions.Expect(row.Locator(".pz-chip")).ToHaveTextAsync("serves");

            Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
            Assert.Equal(version, $"{(await site.StartAsync()).Get<ModelHolder>().Current!.Set.Version}");
        }

        await using var db = await (await site.StartAsync()).OpenDatabaseAsync();
        var subjects = await db.AuditEntries.Where(entry => entry.Action == "model.serve")
            .OrderByDescending(entry => entry.Sequence).Select(entry => entry.SubjectId).Take(2).ToListAsync(Cancel);
        Assert.Equal([served, Draft], subjects);
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var watched = await browser.OpenAsync(await site.SettledAsync(), PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/models"));
        return watched;
    }

    private static ILocator Serving(IPage page) => page.Locator("tr[data-version]:has(.pz-chip.pz-new)");

    private static async Task<string> ServingAsync(IPage page) => (await Serving(page).GetAttributeAsync("data-version"))!;
}
