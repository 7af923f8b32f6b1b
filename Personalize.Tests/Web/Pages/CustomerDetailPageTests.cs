using System.Globalization;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Web.Customers;
using Personalize.Web.Recommendations;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Pages;

public sealed class CustomerDetailPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task While_loading_it_shows_the_id_and_skeletons()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Hold();

        var page = Open("C1");

        Assert.Equal("C1", page.Find("h1").TextContent);
        Assert.NotEmpty(page.FindAll(".pz-skeleton"));
    }

    [Fact]
    public async Task An_unknown_id_is_named_with_a_way_to_search()
    {
        await _world.AddCustomerAsync("C1");

        var page = Open("C999");

        page.WaitForAssertion(() => Assert.Equal("No user “C999”", page.Find("h1").TextContent));
        Assert.NotNull(page.Find("input[list]"));
    }

    [Fact]
    public async Task A_failure_offers_a_retry_that_works_once_the_fault_is_gone()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Break();
        var page = Open("C1");
        page.WaitForElement(".pz-problem");
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.NotNull(page.Find(".pz-facts")));
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task Without_activity_the_anatomy_says_so_and_shows_no_zero()
    {
        await _world.AddCustomerAsync("C1", "hiking");

        var page = Open("C1");

        page.WaitForAssertion(() => Assert.Contains("No activity yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-raw-engagement]"));
    }

    [Fact]
    public async Task Shown_contributions_add_up_to_the_shown_engagement()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddItemsAsync("Trail shoes");
        for (var number = 0; number < 20; number++)
            await _world.ActAsync("C1", (ActivityKind)(number % 5), "SKU-1");

        var page = Open("C1");

        page.WaitForElement("[data-raw-engagement]");
        var total = Number(page.Find("[data-raw-engagement]").TextContent);
        var parts = page.FindAll("[data-contribution]").Select(cell => Number(cell.TextContent)).ToArray();
        Assert.Equal(13, parts.Length);
        Assert.InRange(total, 9.1m, 9.21m);
        Assert.Equal(total, parts.Sum());
    }

    [Fact]
    public async Task An_activity_recorded_elsewhere_appears_by_itself_with_what_it_added()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddItemsAsync("Trail shoes");
        await _world.ActAsync("C1", ActivityKind.View, "SKU-1");
        var page = Open("C1");
        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-activities]").TextContent));

        await _world.ActAsync("C1", ActivityKind.Purchase, "SKU-1");

        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-activities]").TextContent));
        Assert.Equal("+1.000 raw", page.Find("[data-delta]").TextContent);
    }

    [Fact]
    public async Task Titles_that_look_like_markup_are_text()
    {
        const string title = "<img src=x onerror=alert(1)>";
        await _world.AddCustomerAsync("C1", "<b>bold</b>");
        await _world.AddItemsAsync(title, "Trail shoes", "Tent");
        await _world.ActAsync("C1", ActivityKind.View, "SKU-1");
        await _world.TrainAsync();

        var page = Open("C1");

        page.WaitForElement(".pz-rec");
        Assert.Empty(page.FindAll("img, dd b"));
        Assert.Contains(title, page.Find(".pz-anatomy").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_can_be_undone_on_the_spot()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("C1");
        page.WaitForElement(".pz-facts");

        await page.InvokeAsync(() => page.Find("button.pz-danger").Click());
        page.WaitForAssertion(() => Assert.Equal("C1 is deleted", page.Find("h1").TextContent));
        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());

        page.WaitForElement(".pz-facts");
    }

    [Fact]
    public async Task A_deleted_user_opened_by_address_can_still_be_undone()
    {
        await _world.AddCustomerAsync("C1");
        var editor = _world.Pages.Services.GetRequiredService<CustomerEditor>();
        var user = await editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken);
        await editor.DeleteAsync(PersonalizeApp.Tester, user!.Id, TestContext.Current.CancellationToken);

        var page = Open("C1");

        page.WaitForAssertion(() => Assert.Equal("C1 is deleted", page.Find("h1").TextContent));
        Assert.Contains("(UTC", page.Find("[data-erased-at]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());
        page.WaitForElement(".pz-facts");
    }

    [Fact]
    public async Task An_undo_from_the_next_users_page_restores_the_one_that_was_deleted()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddCustomerAsync("C2");
        var page = Open("C1");
        page.WaitForElement(".pz-facts");
        await page.InvokeAsync(() => page.Find("button.pz-danger").Click());
        page.WaitForAssertion(() => Assert.Single(Toasts.Current));
        page.Render(parameters => parameters.Add(one => one.Key, "C2"));
        page.WaitForAssertion(() => Assert.Equal("C2", page.Find("h1").TextContent));

        await Toasts.Current[0].Undo!();

        Assert.NotNull(await FindAsync("C1"));
        Assert.Equal("C2", page.Find("h1").TextContent);
        Assert.Equal("C1 is restored", Toasts.Current[^1].Text);
    }

    [Fact]
    public async Task An_undo_that_comes_too_late_says_so()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("C1");
        page.WaitForElement(".pz-facts");
        await page.InvokeAsync(() => page.Find("button.pz-danger").Click());
        page.WaitForElement(".pz-empty button");
        await using (var db = await _world.Pages.Services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContextAsync(Cancellation))
            await db.Customers.IgnoreQueryFilters().ExecuteDeleteAsync(Cancellation);

        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());

        page.WaitForAssertion(() => Assert.StartsWith("C1 could not be restored", Toasts.Current[^1].Text, StringComparison.Ordinal));
        Assert.Equal("C1 is deleted", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task An_answer_that_comes_late_is_not_shown_under_the_next_address()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddCustomerAsync("C2");
        _world.Database.Hold();
        var page = Open("C1");
        var late = _world.Database.LetPass();
        page.Render(parameters => parameters.Add(one => one.Key, "C2"));
        page.WaitForElement(".pz-facts");

        await page.InvokeAsync(late.SetResult);
        await page.InvokeAsync(() => Task.Yield());

        Assert.Equal("C2", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task Looking_at_a_user_serves_nobody()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddItemsAsync("Trail shoes", "Tent");
        await _world.TrainAsync();
        var overview = _world.Overview;

        var page = Open("C1");

        page.WaitForElement(".pz-rec");
        overview.Tick();
        Assert.Null(overview.Current.FallbackShare.Value);
        var id = (await FindAsync("C1"))!.Id;
        await _world.Pages.Services.GetRequiredService<RecommendationService>().RecommendAsync(id, new(), Cancellation);
        overview.Tick();
        Assert.Equal(1, overview.Current.FallbackShare.Samples);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Toasts Toasts => _world.Pages.Services.GetRequiredService<Toasts>();

    private Task<CustomerView?> FindAsync(string key) =>
        _world.Pages.Services.GetRequiredService<CustomerEditor>().FindByKeyAsync(PersonalizeApp.Tester, key, Cancellation);

    private IRenderedComponent<CustomerDetailPage> Open(string key) =>
        _world.Pages.Render<CustomerDetailPage>(parameters => parameters.Add(page => page.Key, key));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.CurrentCulture);
}
