using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Personalize.Engine.Interactions;
using Personalize.Web.Activities;
using Personalize.Web.Shell;

namespace Personalize.Tests.EndToEnd;

[Collection(nameof(BrowserSuite))]
public sealed class LivePageTests(Browser browser, DemoSite site)
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

        RequireWithin(2500, await ReadTimeAsync(watched.Page, "firstTileAt"));
    }

    [Fact]
    public async Task Stored_activity_reaches_stream_and_tile_within_two_seconds()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));

        var key = await AnyCustomerAsync(skip: 20);
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

        await SubmitAsync(key, count: 3);
        var storedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        RequireWithin(2000, await ReadTimeAsync(watched.Page, "shownAt") - storedAt);
    }

    [Fact]
    public async Task Pause_freezes_counts_and_resume_catches_up()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var page = watched.Page;
        var key = await AnyCustomerAsync(skip: 11);

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pz-live")).ToContainTextAsync("Paused");
        var frozen = await page.Locator(".pz-tiles").InnerTextAsync();
        await SubmitAsync(key, count: 4);
        await Assertions.Expect(page.Locator(".pz-count")).ToHaveTextAsync("4 new");
        var still = await page.Locator(".pz-tiles").InnerTextAsync();
        var inStream = await page.Locator(".pz-stream-row", new() { HasText = key }).CountAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(page.Locator(".pz-stream-row").First).ToContainTextAsync(key);

        Assert.Equal(frozen, still);
        Assert.Equal(0, inStream);
    }

    [Fact]
    public async Task Stream_stands_still_under_the_pointer_and_counts_what_is_new()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var page = watched.Page;
        var earlier = await AnyCustomerAsync(skip: 3);
        await SubmitAsync(earlier, count: 5);
        await Assertions.Expect(page.Locator(".pz-stream-row").First).ToContainTextAsync(earlier);

        await page.Locator(".pz-stream").HoverAsync();
        await Assertions.Expect(page.Locator(".pz-stream[data-held]")).ToBeVisibleAsync();
        await SubmitAsync(await AnyCustomerAsync(skip: 17), count: 6);
        var more = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^6 new$") });
        await Assertions.Expect(more).ToBeVisibleAsync();
        await more.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".pz-stream-row").First).ToContainTextAsync(await AnyCustomerAsync(skip: 17));
    }

    [Fact]
    public async Task Chart_has_a_name_and_a_table_of_equal_numbers()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var page = watched.Page;
        await SubmitAsync(await AnyCustomerAsync(skip: 5), count: 9);
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Activities by type") })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pz-live")).ToContainTextAsync("Paused");

        await page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await page.Locator(".pz-chart-table tbody tr").First.WaitForAsync();

        var drawn = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const library = performance.getEntriesByType("resource").map(entry => entry.name).find(name => name.includes("echarts"));
              const chart = (await import(library)).getInstanceByDom(document.querySelector(".pz-chart-canvas"));
              return chart.getOption().series.map(series => series.data.map(point => point[1]).reverse());
            }
            """);
        var rows = await page.Locator(".pz-chart-table tbody").EvaluateAsync<string[][]>(
            "body => [...body.rows].map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText))");
        Assert.Equal(drawn[0].GetArrayLength(), rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            var cells = rows[row];
            Assert.Equal(
                drawn.EnumerateArray().Select(series => series[row] is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : (double?)null),
                cells.Select(cell => cell == Numbers.Missing ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture)));
        }
    }

    private async Task SubmitAsync(string customer, int count)
    {
        var intake = (await site.StartAsync()).Get<ActivityIntake>();
        var results = await intake.SubmitAsync(
            [.. Enumerable.Range(0, count).Select(_ => new OfferedActivity
            {
                ActivityId = Guid.NewGuid(), CustomerId = customer, Kind = ActivityKind.Like, Source = "api",
            })],
            TestContext.Current.CancellationToken);
        Assert.All(results, result => Assert.IsType<IntakeResult.Stored>(result));
    }

    private async Task<string> AnyCustomerAsync(int skip)
    {
        await using var db = await (await site.StartAsync()).OpenDatabaseAsync();
        return await db.Customers.OrderBy(customer => customer.Id).Skip(skip).Select(customer => customer.CustomerId)
            .FirstAsync(TestContext.Current.CancellationToken);
    }

    private static void RequireWithin(double milliseconds, double taken) =>
        Assert.True(taken < milliseconds, $"Took {taken:0} ms; {milliseconds} ms are allowed.");

    private static async Task<double> ReadTimeAsync(IPage page, string name)
    {
        var handle = await page.WaitForFunctionAsync($"() => window.{name}");
        return await handle.JsonValueAsync<double>();
    }
}
