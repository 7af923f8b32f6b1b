using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>Figures that explain other figures: they add up, live, and under any link.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ExplanationTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task Contributions_to_the_engagement_add_up_and_move_with_an_activity()
    {
        await using var watched = await OpenAsync("/users/C00004");
        var page = watched.Page;
        await page.Locator("[data-raw-engagement]").WaitForAsync();
        await RequireSumsAsync(page, "main", "[data-raw-engagement]", "[data-contribution]");
        var activities = await NumberAsync(page.Locator("[data-activities]"));

        using var program = (await site.StartAsync()).CreateClient();
        using var posted = await program.PostAsJsonAsync(
            "/api/activities", new { customer_id = "C00004", type = "share" }, TestContext.Current.CancellationToken);
        posted.EnsureSuccessStatusCode();

        await Assertions.Expect(page.Locator("[data-activities]")).ToHaveTextAsync((activities + 1).ToString("N0", CultureInfo.CurrentCulture));
        await Assertions.Expect(page.Locator("[data-delta]")).ToHaveTextAsync("+0.500 raw");
        await RequireSumsAsync(page, "main", "[data-raw-engagement]", "[data-contribution]");
    }

    [Fact]
    public async Task An_unknown_user_is_named()
    {
        await using var watched = await OpenAsync("/users/NOBODY");

        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("No user “NOBODY”");
    }

    [Fact]
    public async Task Arrows_move_a_weight_by_a_hundredth_pages_by_a_tenth_the_sum_stays_one_and_the_list_follows_within_half_a_second()
    {
        await using var watched = await OpenAsync("/recommend?user=C00004");
        var page = watched.Page;
        var slider = page.Locator("#weight-content");
        await slider.FocusAsync();
        var before = await NumberAsync(page.Locator("[data-weight=content]"));

        await slider.PressAsync("ArrowRight");
        await ExpectNumberAsync(page.Locator("[data-weight=content]"), before + 0.01m);
        var moved = page.EvaluateAsync<double>(NextChangeOfScores);
        await slider.PressAsync("PageUp");

        await ExpectNumberAsync(page.Locator("[data-weight=content]"), before + 0.11m);
        Assert.InRange(await moved, 0, 500);
        Assert.Equal(1.00m, await SumAsync(page.Locator("output[data-weight]")));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("w=content"));
        await RequireSumsAsync(page, ".pz-rec", "[data-score]", "[data-part]");
    }

    [Fact]
    public async Task One_link_gives_two_browsers_the_same_lists_and_explanations()
    {
        const string link = "/recommend?user=C00004&w=content:0.10,cluster:0.10,popularity:0.80&b=usual";
        await using var one = await OpenAsync(link);
        await using var other = await OpenAsync(link);

        Assert.Equal(await ExplainedAsync(one.Page), await ExplainedAsync(other.Page));
    }

    [Fact]
    public async Task Two_mixes_show_their_overlap_and_rank_moves_and_a_key_mirrors_them()
    {
        await using var watched = await OpenAsync("/recommend?user=C00004&b=content:1.00");
        var page = watched.Page;
        await page.Locator("[data-overlap]").WaitForAsync();
        var (a, b) = (await TitlesAsync(page, "Side A"), await TitlesAsync(page, "Side B"));
        await Assertions.Expect(page.Locator("[data-overlap]")).ToHaveTextAsync($"{a.Intersect(b).Count()} of 10");
        Assert.Equal(a.Except(b).Count(), await page.Locator("[aria-label^='Side A'] .pz-chip").CountAsync());
        Assert.Equal(b.Where((title, place) => place >= a.Count || a[place] != title).Count(), await page.Locator("[aria-label^='Side B'] .pz-chip").CountAsync());

        await page.Keyboard.PressAsync("m");

        await Assertions.Expect(page.Locator("[aria-label^='Side A'] .pz-rec-title")).ToHaveTextAsync(b);
        await Assertions.Expect(page.Locator("[aria-label^='Side B'] .pz-rec-title")).ToHaveTextAsync(a);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("b=usual&w=content%3A1.00"));
    }

    [Fact]
    public async Task An_item_leaves_at_the_weight_that_its_explanation_names()
    {
        await using var watched = await OpenAsync("/recommend?user=C00004");
        var page = watched.Page;
        var last = page.Locator(".pz-rec").Last;
        var title = (await last.Locator(".pz-rec-title").TextContentAsync())!;

        await last.Locator(".pz-rec-more").PressAsync("Enter");
        await Assertions.Expect(last.Locator("[data-what-if]")).ToContainTextAsync("Leaves the top 10 when");
        await last.Locator("[data-what-if] button").ClickAsync();

        await Assertions.Expect(page.Locator(".pz-rec-title").Filter(new() { HasText = title })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".pz-rec")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task A_cold_user_sees_which_rung_served_and_why()
    {
        await using var watched = await OpenAsync("/recommend?user=C00006");

        await Assertions.Expect(watched.Page.Locator(".pz-ladder-used")).ToHaveCountAsync(1);
        await Assertions.Expect(watched.Page.Locator(".pz-ladder-skipped").First).ToContainTextAsync("has 0");
        Assert.NotEmpty(await TitlesAsync(watched.Page));
    }

    // Milliseconds from now until the first score on the page has changed.
    private const string NextChangeOfScores =
        """
        () => new Promise(done => {
          const start = performance.now();
          new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - start); })
            .observe(document.querySelector(".pz-recs"), { subtree: true, childList: true, characterData: true });
        })
        """;

    private async Task<WatchedPage> OpenAsync(string path)
    {
        var watched = await browser.OpenAsync(await site.SettledAsync(), PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync(path));
        return watched;
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(IPage page, string side = "Recommendations")
    {
        await page.Locator($".pz-recs[aria-label^='{side}'] .pz-rec").First.WaitForAsync();
        return await page.Locator($".pz-recs[aria-label^='{side}'] .pz-rec-title").AllTextContentsAsync();
    }

    /// <summary>All rows of both lists, the first of each open, as text.</summary>
    private static async Task<IReadOnlyList<string>> ExplainedAsync(IPage page)
    {
        await page.Locator("[data-overlap]").WaitForAsync();
        foreach (var side in (string[])["Side A", "Side B"]) await page.Locator($"[aria-label^='{side}'] .pz-rec-more").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-what-if=known]")).ToHaveCountAsync(2);
        return await page.Locator(".pz-rec").AllTextContentsAsync();
    }

    // All read in one go, so that no update comes between a whole and its parts.
    private static async Task RequireSumsAsync(IPage page, string holder, string whole, string part)
    {
        var figures = await page.EvaluateAsync<string[][]>(
            """
            ([holder, whole, part]) => [...document.querySelectorAll(holder)].map(
              one => [one.querySelector(whole), ...one.querySelectorAll(part)].map(figure => figure.textContent))
            """,
            new[] { holder, whole, part });
        Assert.NotEmpty(figures);
        Assert.All(figures, texts =>
        {
            var numbers = texts.Select(text => decimal.Parse(text, CultureInfo.CurrentCulture)).ToArray();
            Assert.Equal(numbers[0], numbers[1..].Sum());
        });
    }

    private static Task ExpectNumberAsync(ILocator locator, decimal number) =>
        Assertions.Expect(locator).ToHaveTextAsync(number.ToString("0.00", CultureInfo.CurrentCulture));

    private static async Task<decimal> NumberAsync(ILocator locator) =>
        decimal.Parse((await locator.TextContentAsync())!, CultureInfo.CurrentCulture);

    private static async Task<decimal> SumAsync(ILocator locator) =>
        (await locator.AllTextContentsAsync()).Sum(text => decimal.Parse(text, CultureInfo.CurrentCulture));
}
