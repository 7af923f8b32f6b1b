using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Engine.Interactions;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class RecommendPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void Without_a_customer_it_asks_for_one()
    {
        var page = Open("");

        Assert.Contains("Whose list?", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_loading_it_shows_skeletons()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Hold();

        var page = Open("?user=C1");

        Assert.NotEmpty(page.FindAll(".pz-skeleton"));
    }

    [Fact]
    public void An_unknown_customer_is_named()
    {
        var page = Open("?user=C999");

        page.WaitForAssertion(() => Assert.Contains("No user “C999”", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_shown_with_a_retry()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Break();

        var page = Open("?user=C1");

        page.WaitForElement(".pz-problem button");
    }

    [Fact]
    public async Task Shown_parts_add_up_to_the_shown_score_in_every_row()
    {
        await FillAsync();

        var page = Open("?user=C1");

        page.WaitForElement(".pz-rec");
        Assert.All(page.FindAll(".pz-rec"), row => Assert.Equal(
            Number(row.QuerySelector("[data-score]")!.TextContent),
            row.QuerySelectorAll("[data-part]").Sum(part => Number(part.TextContent))));
    }

    [Fact]
    public async Task A_cold_customer_sees_the_ladder_with_the_used_rung_and_why()
    {
        await FillAsync();
        await _world.AddCustomerAsync("COLD");

        var page = Open("?user=COLD");

        page.WaitForElement(".pz-ladder-used");
        Assert.Contains("Popular now", page.Find(".pz-ladder-used").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".pz-ladder-skipped").Count);
        Assert.NotEmpty(page.FindAll(".pz-rec"));
    }

    [Fact]
    public async Task Weights_of_the_address_are_in_force_and_add_up_to_one()
    {
        await FillAsync();

        var page = Open("?user=C1&w=content:1");

        page.WaitForElement(".pz-rec");
        Assert.Equal("1.00", page.Find("[data-weight=content]").TextContent);
        Assert.Equal("1.00", page.Find("[data-weight-sum]").TextContent);
    }

    [Fact]
    public async Task Moving_a_slider_moves_the_others_the_list_and_the_address()
    {
        await FillAsync();
        var page = Open("?user=C1");
        page.WaitForElement("#weight-content");

        await page.InvokeAsync(() => page.Find("#weight-content").Input("0.9"));

        page.WaitForAssertion(() => Assert.Contains("w=content%3A0.90", Address(), StringComparison.Ordinal));
        var weights = page.FindAll("output[data-weight]").Select(weight => Number(weight.TextContent)).ToArray();
        Assert.Equal(1.00m, weights.Sum());
        Assert.Contains(0.90m, weights);
    }

    [Fact]
    public async Task Other_weights_are_named_in_the_heading_and_end_with_the_customer()
    {
        await FillAsync();
        var page = Open("?user=C1&w=content:1");
        page.WaitForAssertion(() => Assert.Contains("What C1 would get with these weights", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Find(".pz-picker input").Input("C2"));
        await page.InvokeAsync(() => page.Find(".pz-picker").Submit());

        page.WaitForAssertion(() => Assert.Contains("What C2 would get now", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/recommend?user=C2", Address(), StringComparison.Ordinal);
        Assert.NotEqual("1.00", page.Find("[data-weight=content]").TextContent);
    }

    [Fact]
    public async Task A_lock_leaves_the_marks_of_what_moved()
    {
        await FillAsync();
        var page = Open("?user=C1&w=content:1");
        page.WaitForElement(".pz-rec");
        await page.InvokeAsync(() => page.Find("#weight-popularity").Input("1"));
        page.WaitForElement(".pz-moved");
        var moved = page.FindAll(".pz-moved").Count;

        await page.InvokeAsync(() => page.Find(".pz-weight button").Click());

        page.WaitForAssertion(() => Assert.Contains("lock=", Address(), StringComparison.Ordinal));
        Assert.Equal(moved, page.FindAll(".pz-moved").Count);
    }

    [Fact]
    public async Task Two_mixes_stand_side_by_side_and_swapping_mirrors_them()
    {
        await FillAsync();
        var page = Open("?user=C1&w=content:1&b=popularity:1");
        page.WaitForElement("[data-overlap]");
        var (a, b) = (Titles(page, "Side A"), Titles(page, "Side B"));
        Assert.NotEqual(a, b);
        Assert.Contains("A: only Interests", page.Markup, StringComparison.Ordinal);
        Assert.Contains("B: only Popularity", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"{a.Intersect(b).Count()} of {a.Count}", page.Find("[data-overlap]").TextContent);
        var tau = page.Find("[data-tau]").TextContent;

        await page.InvokeAsync(() => page.Find("[data-key=m]").Click());

        page.WaitForAssertion(() => Assert.Equal(b, Titles(page, "Side A")));
        Assert.Equal(a, Titles(page, "Side B"));
        Assert.Equal(tau, page.Find("[data-tau]").TextContent);
        page.WaitForAssertion(() => Assert.Contains("b=content%3A1.00", Address(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chosen_comparison_is_in_the_address_and_ends_with_nothing()
    {
        await FillAsync();
        var page = Open("?user=C1&w=content:1");
        page.WaitForElement(".pz-mix-choice select");

        await page.InvokeAsync(() => page.Find(".pz-mix-choice select").Change("usual"));
        page.WaitForAssertion(() => Assert.Contains("B: usual weights", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.EndsWith("&b=usual", Address(), StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find(".pz-mix-choice select").Change(""));

        page.WaitForAssertion(() => Assert.DoesNotContain("b=", Address(), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-overlap]"));
    }

    [Fact]
    public async Task An_item_leaves_at_the_weight_that_its_explanation_names()
    {
        await _world.AddItemsAsync(["Trail running shoes", .. Enumerable.Range(1, 12).Select(number => $"Lamp number {number}")]);
        await _world.AddCustomerAsync("C1", "running");
        await _world.AddCustomerAsync("C2", "lamps");
        foreach (var number in Enumerable.Range(2, 12)) await _world.ActAsync("C2", ActivityKind.View, $"SKU-{number}");
        await _world.TrainAsync();
        var page = Open("?user=C1&w=content:0.9,popularity:0.1");
        page.WaitForElement(".pz-rec");
        Assert.Equal("Trail running shoes", page.FindAll(".pz-rec-title")[0].TextContent);

        await page.InvokeAsync(() => page.FindAll(".pz-rec-more")[0].Click());

        page.WaitForElement("[data-what-if=known]");
        Assert.Contains("Leaves the top 10 when Interests falls from 0.90 to", page.Find("[data-what-if]").TextContent, StringComparison.Ordinal);
        Assert.Contains("running", page.Find(".pz-explanation .pz-chips").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-what-if] button").Click());
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll(".pz-rec-title"), title => title.TextContent == "Trail running shoes"));
    }

    [Fact]
    public async Task An_explanation_says_which_filters_took_other_items()
    {
        await FillAsync();
        var page = Open("?user=C2");
        page.WaitForElement(".pz-rec");

        await page.InvokeAsync(() => page.FindAll(".pz-rec-more")[0].Click());

        Assert.Equal("It passed; others did not: 1 bought already", page.Find("[data-filters]").TextContent);
    }

    [Fact]
    public void Without_an_id_it_says_what_is_missing()
    {
        var page = Open("");

        page.Find(".pz-picker").Submit();

        Assert.Contains("Type a customer id", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_it_says_that_one_is_on_its_way()
    {
        await _world.AddCustomerAsync("C1");

        var page = Open("?user=C1");

        page.WaitForAssertion(() => Assert.Contains("Nothing to recommend yet", page.Markup, StringComparison.Ordinal));
    }

    private async Task FillAsync()
    {
        await _world.AddItemsAsync("Trail running shoes", "Running vest", "Camping tent", "Jazz record", "Chess board");
        await _world.AddCustomerAsync("C1", "running", "camping");
        await _world.AddCustomerAsync("C2", "jazz");
        await _world.ActAsync("C1", ActivityKind.View, "SKU-1");
        await _world.ActAsync("C2", ActivityKind.Purchase, "SKU-4");
        await _world.TrainAsync();
    }

    private IRenderedComponent<RecommendPage> Open(string query)
    {
        Navigation.NavigateTo("/recommend" + query);
        return _world.Pages.Render<RecommendPage>();
    }

    private NavigationManager Navigation => _world.Pages.Services.GetRequiredService<NavigationManager>();

    private string Address() => Navigation.Uri;

    private static List<string> Titles(IRenderedComponent<RecommendPage> page, string side) =>
        [.. page.FindAll($"ol[aria-label^='{side}'] .pz-rec-title").Select(title => title.TextContent)];

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.CurrentCulture);
}
