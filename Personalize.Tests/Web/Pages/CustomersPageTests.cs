using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Tests.Support;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Pages;

public sealed class CustomersPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task While_loading_it_shows_skeletons()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Hold();

        var page = Open("");

        Assert.NotEmpty(page.FindAll("[aria-busy=true] .pz-skeleton"));
    }

    [Fact]
    public void Without_users_it_offers_the_import()
    {
        var page = Open("");

        page.WaitForAssertion(() => Assert.Contains("No users yet", page.Markup, StringComparison.Ordinal));
        Assert.NotNull(page.Find(".pz-empty a[href='/import']"));
    }

    [Fact]
    public async Task Filters_that_match_nobody_can_be_cleared()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("?q=nobody&cold=1");
        page.WaitForAssertion(() => Assert.Contains("No user matches", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-total]").TextContent));
        Assert.EndsWith("/users", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_went_empty_comes_back_when_its_filters_are_cleared()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("");
        page.WaitForElement("tr[class*='r-']");
        Navigation.NavigateTo("/users?q=zzzqq");
        page.WaitForElement(".pz-empty button");

        await page.InvokeAsync(() => page.Find(".pz-empty button").Click());

        page.WaitForElement("tr[class*='r-']");
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task A_failure_is_shown_and_a_retry_brings_the_list()
    {
        await _world.AddCustomerAsync("C1");
        _world.Database.Break();
        var page = Open("");
        page.WaitForElement(".pz-problem");
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-total]").TextContent));
    }

    [Fact]
    public async Task The_grid_has_a_role_a_row_count_and_the_users()
    {
        await _world.AddCustomerAsync("C1", "hiking");
        await _world.AddCustomerAsync("<b>C2</b>");

        var page = Open("");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr[class*='r-']").Count));
        var table = page.Find("table");
        Assert.Equal("grid", table.GetAttribute("role"));
        Assert.Equal("3", table.GetAttribute("aria-rowcount"));
        Assert.Contains("<b>C2</b>", table.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_age_is_explained_at_its_field_and_not_saved()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("");
        page.WaitForElement(".pz-row-actions button");
        await page.InvokeAsync(() => page.Find(".pz-row-actions button").Click());

        await page.InvokeAsync(() => page.Find("[data-editor=age]").Input("200"));
        await page.InvokeAsync(() => page.FindAll(".pz-row-actions button").First(button => button.TextContent == "Save").Click());

        page.WaitForElement(".pz-cell-error");
        var editor = page.Find("[data-editor=age]");
        Assert.Equal("200", editor.GetAttribute("value"));
        Assert.Equal(page.Find(".pz-cell-error").Id, editor.GetAttribute("aria-describedby"));
        var stored = await _world.Pages.Services.GetRequiredService<CustomerEditor>().FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken);
        Assert.Equal(34, stored!.Age);
    }

    [Fact]
    public async Task A_save_that_comes_second_shows_both_sides_and_overwrites_nothing()
    {
        await _world.AddCustomerAsync("C1");
        var editor = _world.Pages.Services.GetRequiredService<CustomerEditor>();
        var page = Open("");
        page.WaitForElement(".pz-row-actions button");
        await page.InvokeAsync(() => page.Find(".pz-row-actions button").Click());
        var before = await editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken);
        await editor.UpdateAsync(PersonalizeApp.Tester, before!.Id, new() { Age = 50 }, expected: null, TestContext.Current.CancellationToken);

        await page.InvokeAsync(() => page.Find("[data-editor=age]").Input("41"));
        await page.InvokeAsync(() => page.FindAll(".pz-row-actions button").First(button => button.TextContent == "Save").Click());

        page.WaitForElement(".pz-conflict");
        Assert.Equal(["Age", "34", "41", "50"], page.FindAll(".pz-conflict tbody tr > *").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(50, (await editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken))!.Age);
    }

    [Fact]
    public async Task Changes_by_others_reach_the_row_and_leave_an_open_editor_alone()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddCustomerAsync("C2");
        var page = Open("");
        page.WaitForElement(".pz-row-actions button");
        await page.InvokeAsync(() => page.Find(".pz-row-actions button").Click());
        await page.InvokeAsync(() => page.Find("[data-editor=age]").Input("41"));

        await _world.ActAsync("C2", Personalize.Engine.Interactions.ActivityKind.Like);

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".pz-dot")));
        Assert.Equal("41", page.Find("[data-editor=age]").GetAttribute("value"));
    }

    [Fact]
    public async Task Selected_users_are_deleted_wherever_the_list_is_scrolled_to_and_come_back_together()
    {
        for (var number = 100; number < 180; number++) await _world.AddCustomerAsync($"C{number}");
        var page = Open("");
        page.WaitForElement("tr[class*='r-']");
        var grid = page.FindComponent<CustomerGrid>().Instance;
        var all = await Editor.PageAsync(PersonalizeApp.Tester, new(), CustomerSort.CustomerId, SortOrder.Ascending, 0, 100, TestContext.Current.CancellationToken);
        foreach (var user in all.Rows) await page.InvokeAsync(() => grid.OnGridKeyAsync("toggle", user.Id));

        await page.InvokeAsync(() => page.Find(".pz-bulk .pz-danger").Click());

        page.WaitForAssertion(() => Assert.Contains("No users yet", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        var toast = Assert.Single(_world.Pages.Services.GetRequiredService<Toasts>().Current);
        Assert.Equal("80 users deleted", toast.Text);
        await toast.Undo!();
        Assert.DoesNotContain(toast, _world.Pages.Services.GetRequiredService<Toasts>().Current);
        page.WaitForAssertion(() => Assert.Equal("80", page.Find("[data-total]").TextContent), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_fault_of_a_key_reaches_the_error_boundary()
    {
        await _world.AddCustomerAsync("C1");
        await _world.AddCustomerAsync("C2");
        Navigation.NavigateTo("/users");
        var page = _world.Pages.Render<FaultBoundary>(parameters => parameters.Add(one => one.What, "This page").AddChildContent<CustomersPage>());
        page.WaitForElement("tr[class*='r-']");
        var grid = page.FindComponent<CustomerGrid>().Instance;
        var user = await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken);
        await page.InvokeAsync(() => grid.OnGridKeyAsync("delete", user!.Id));
        _world.Database.Break();

        await page.InvokeAsync(() => grid.OnGridKeyAsync("undo", -1));

        page.WaitForAssertion(() => Assert.Contains("This page could not be shown", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_save_that_fails_keeps_the_draft_and_names_the_problem()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("");
        await EditAgeAsync(page, "41", breaks: true);

        page.WaitForAssertion(() => Assert.Contains("Your entries are kept; try again. Problem ", page.Markup, StringComparison.Ordinal));
        Assert.Equal("41", page.Find("[data-editor=age]").GetAttribute("value"));
    }

    [Fact]
    public async Task Two_edits_of_one_user_can_both_be_undone()
    {
        await _world.AddCustomerAsync("C1");
        var page = Open("");
        await EditAgeAsync(page, "41", breaks: false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-editor=age]")));
        await EditAgeAsync(page, "42", breaks: false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-editor=age]")));
        var grid = page.FindComponent<CustomerGrid>().Instance;

        await page.InvokeAsync(() => grid.OnGridKeyAsync("undo", -1));
        await page.InvokeAsync(() => grid.OnGridKeyAsync("undo", -1));

        Assert.Equal(34, (await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", TestContext.Current.CancellationToken))!.Age);
    }

    private CustomerEditor Editor => _world.Pages.Services.GetRequiredService<CustomerEditor>();

    private async Task EditAgeAsync(IRenderedComponent<CustomersPage> page, string age, bool breaks)
    {
        page.WaitForElement(".pz-row-actions button");
        await page.InvokeAsync(() => page.Find(".pz-row-actions button").Click());
        await page.InvokeAsync(() => page.Find("[data-editor=age]").Input(age));
        if (breaks) _world.Database.Break();
        await page.InvokeAsync(() => page.FindAll(".pz-row-actions button").First(button => button.TextContent == "Save").Click());
    }

    private NavigationManager Navigation => _world.Pages.Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<CustomersPage> Open(string query)
    {
        Navigation.NavigateTo("/users" + query);
        return _world.Pages.Render<CustomersPage>();
    }
}
