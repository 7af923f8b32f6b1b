using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Personalize.Web.Shell;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>What is drawn can be read and worked by whoever cannot see or point.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LiveChartTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Chart_has_a_name_and_a_table_of_equal_numbers_and_marks()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/?range=6h"));
        var (page, app) = (watched.Page, await site.StartAsync());
        await app.SubmitAsync(await app.AnyCustomerAsync(skip: 5), count: 9);
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Activities by type, last 6 h") })).ToBeVisibleAsync();

        // Read from the tables within some seconds of somebody looking; the page is paused when they are there.
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator("[data-marks]", new() { HasText = "Server started" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Chip()).ToContainTextAsync("Paused");

        var drawn = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const library = performance.getEntriesByType("resource").map(entry => entry.name).find(name => name.includes("echarts"));
              const series = (await import(library)).getInstanceByDom(document.querySelector(".pz-chart-canvas")).getOption().series;
              return { values: series.map(one => one.data.map(point => point[1]).reverse()), marks: series[0].markLine.data.map(mark => mark.name) };
            }
            """);
        var rows = await CellsAsync(page, "td:not([data-marks])");
        var marks = (await CellsAsync(page, "td[data-marks]")).SelectMany(cells => cells).Where(cell => cell.Length > 0).Reverse();
        var values = drawn.GetProperty("values");
        Assert.Equal(values[0].GetArrayLength(), rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            Assert.Equal(
                values.EnumerateArray().Select(series => series[row] is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : (double?)null),
                rows[row].Select(cell => cell == Numbers.Missing ? (double?)null : double.Parse(cell, CultureInfo.InvariantCulture)));
        }

        Assert.Equal(
            string.Join("; ", drawn.GetProperty("marks").EnumerateArray().Select(mark => mark.GetString())), string.Join("; ", marks));
    }

    [Fact]
    public async Task Keys_reach_each_figure_and_the_points_of_the_chart()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var page = watched.Page;
        for (var key = 1; key <= 6; key++)
        {
            await page.Keyboard.PressAsync($"{key}");
            await Assertions.Expect(page.Locator($"[data-focus-key='{key}']")).ToBeFocusedAsync();
        }

        await page.Locator(".pz-chart-canvas").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("t");

        await page.Locator(".pz-chart-table tbody tr").First.WaitForAsync();
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task Silent_source_is_delayed_with_its_age_and_leaves_a_gap()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/"));
        var (page, app) = (watched.Page, await site.StartAsync());

        // So many in the last minutes that the usual pause is short; then none.
        await app.SubmitAsync(await app.AnyCustomerAsync(skip: 7), count: 400);
        await Assertions.Expect(page.Chip()).ToContainTextAsync("Live");
        await Assertions.Expect(page.Chip()).ToHaveAttributeAsync("data-live", "Delayed");

        await Assertions.Expect(page.Chip()).ToContainTextAsync(new System.Text.RegularExpressions.Regex("newest \\d+ s old"));
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator(".pz-chart-table tbody tr").First.Locator("td").First).ToHaveTextAsync(Numbers.Missing);
    }

    private static Task<string[][]> CellsAsync(IPage page, string cells) => page.Locator(".pz-chart-table tbody").EvaluateAsync<string[][]>(
        "(body, cells) => [...body.rows].map(row => [...row.querySelectorAll(cells)].map(cell => cell.innerText))", cells);
}
