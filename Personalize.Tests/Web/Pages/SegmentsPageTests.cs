using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Engine.Interactions;
using Personalize.Web.Live;
using Personalize.Web.Segments;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Pages;

public sealed class SegmentsPageTests : IAsyncDisposable
{
    private PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void Without_a_model_it_says_that_one_is_needed()
    {
        // The server's own first model, of nobody, may be there at any moment.
        var surveyor = new SegmentSurveyor(_world.Database, new EngagementRules(_world.Database), TimeProvider.System);
        _world.Pages.Services.AddSingleton(new SegmentAtlases(new ModelHolder(new ChangeFeed(TimeProvider.System)), surveyor));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No model yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Segments_appear_once_a_model_serves()
    {
        var page = Open();
        page.WaitForElement(".pz-empty");

        await FillAsync();

        page.WaitForElement("[data-segment='2']");
        Assert.Equal("4 of 5", page.FindAll(".pz-pairs dd")[1].TextContent[..6]);
    }

    [Fact]
    public async Task Without_interests_it_says_so()
    {
        await _world.AddItemsAsync("Trail running shoes");
        await _world.AddCustomerAsync("C1");
        await _world.TrainAsync();

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Nobody's interests are known", page.Find(".pz-empty strong").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_data_are_read_it_shows_skeletons()
    {
        await FillAsync();
        _world.Database.Hold();

        var page = Open();

        Assert.NotEmpty(page.FindAll(".pz-skeleton"));
    }

    [Fact]
    public async Task A_failure_is_shown_and_a_retry_reads_again()
    {
        await FillAsync();
        _world.Database.Break();
        var page = Open();
        page.WaitForElement(".pz-problem button");

        _world.Database.Repair();
        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForElement("[data-segment='1']");
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task The_address_chooses_the_segment_and_its_row_says_so()
    {
        await FillAsync();

        var page = Open("?segment=2");

        page.WaitForElement("[data-segment]");
        Assert.Equal("2", Assert.Single(page.FindAll("[data-chosen]")).GetAttribute("data-segment"));
        Assert.Contains(page.FindAll("h2"), heading => heading.TextContent.StartsWith("Segment 2: ", StringComparison.Ordinal));
        Assert.Equal("true", page.Find("[data-chosen] a").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Members_of_a_segment_lead_to_their_profiles()
    {
        await FillAsync();

        var page = Open();

        page.WaitForElement(".pz-segment-members a");
        Assert.All(page.FindAll(".pz-segment-members a"), link => Assert.Equal($"/users/{link.TextContent}", link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_number_that_no_segment_has_is_named()
    {
        await FillAsync();

        var page = Open("?segment=99");

        page.WaitForAssertion(() => Assert.Contains("There is no segment 99", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("[data-segment]"));
    }

    [Fact]
    public async Task Customers_that_came_after_the_model_make_it_stale()
    {
        await FillAsync();
        await _world.AddCustomerAsync("LATE", "jazz");

        var page = Open();

        page.WaitForElement("[data-stale]");
        Assert.Contains("older than the data, by 1 customer.", page.Find("[data-stale]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_as_new_as_the_data_is_not_called_stale()
    {
        await FillAsync();

        var page = Open();

        page.WaitForElement("[data-segment]");
        Assert.Empty(page.FindAll("[data-stale]"));
    }

    [Theory]
    [InlineData(AccountRole.Operator, 2)]
    [InlineData(AccountRole.Admin, 0)]
    public async Task Ages_and_genders_are_for_those_who_see_personal_fields(AccountRole role, int hidden)
    {
        await _world.DisposeAsync();
        _world = new PageWorld(role);
        await FillAsync();

        var page = Open();

        page.WaitForElement(".pz-segment-profile");
        Assert.Equal(hidden, page.FindAll(".pz-segment-profile [data-masked]").Count);
        Assert.Equal(hidden == 0, page.Find(".pz-segment-profile").TextContent.Contains("25–34", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_map_has_its_numbers_as_a_table()
    {
        await FillAsync();
        var page = Open();
        page.WaitForElement(".pz-chart-switch button");

        await page.InvokeAsync(() => page.Find(".pz-chart-switch button").Click());

        Assert.Equal(4, page.FindAll(".pz-chart-table tbody tr").Count);
    }

    // Two tastes, two customers each, and one who says and does nothing.
    private async Task FillAsync()
    {
        await _world.AddItemsAsync("Trail running shoes", "Running vest", "Jazz record", "Chess board");
        await _world.AddCustomerAsync("C1", "running", "trail");
        await _world.AddCustomerAsync("C2", "running");
        await _world.AddCustomerAsync("C3", "jazz");
        await _world.AddCustomerAsync("C4", "jazz");
        await _world.AddCustomerAsync("C5");
        await _world.ActAsync("C1", ActivityKind.View, "SKU-1");
        await _world.ActAsync("C3", ActivityKind.Purchase, "SKU-3");
        await _world.TrainAsync();
    }

    private IRenderedComponent<SegmentsPage> Open(string query = "")
    {
        _world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo("/segments" + query);
        return _world.Pages.Render<SegmentsPage>();
    }
}
