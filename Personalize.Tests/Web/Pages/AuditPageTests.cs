using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Web.Audit;
using Personalize.Web.Customers;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Pages;

public sealed class AuditPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerEditor Editor => _world.Pages.Services.GetRequiredService<CustomerEditor>();

    private NavigationManager Navigation => _world.Pages.Services.GetRequiredService<NavigationManager>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_edit_shows_its_old_and_new_values()
    {
        await EditAsync(35);

        var page = Open("?action=customer.update");

        page.WaitForAssertion(() => Assert.Equal(["34"], page.FindAll("tbody del").Select(value => value.TextContent)));
        Assert.Equal(["35"], page.FindAll("tbody ins").Select(value => value.TextContent));
        Assert.Contains("customer.update", page.Find("tbody code").TextContent, StringComparison.Ordinal);
        Assert.Contains("The server", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_puts_the_old_value_back_and_shows_the_new_entry()
    {
        await EditAsync(35);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody .pz-button");

        await page.InvokeAsync(() => page.Find("tbody .pz-button").Click());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal(34, (await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", Cancellation))!.Age);
        Assert.Contains("takes back", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_of_what_was_changed_since_names_the_fields_and_changes_nothing()
    {
        await EditAsync(35);
        await ChangeAsync(36);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody .pz-button");

        await page.InvokeAsync(() => page.FindAll("tbody .pz-button")[1].Click());

        page.WaitForAssertion(() => Assert.Contains("age has changed again since", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(36, (await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", Cancellation))!.Age);
    }

    [Fact]
    public async Task A_refusal_stands_at_its_entry_and_at_no_other()
    {
        await EditAsync(35);
        await ChangeAsync(36);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody .pz-button");

        await page.InvokeAsync(() => page.FindAll("tbody .pz-button")[1].Click());

        page.WaitForElement("tbody tr:last-child [role=alert]");
        Assert.Single(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task What_is_taken_back_says_by_whom_and_offers_no_undo()
    {
        await EditAsync(35);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody .pz-button");

        await page.InvokeAsync(() => page.Find("tbody .pz-button").Click());

        page.WaitForAssertion(() => Assert.Contains(
            "Taken back by Test Admin, just now (entry ", page.Find("tbody tr:last-child .pz-audit-undo").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("tbody tr:last-child .pz-audit-undo button"));
        Assert.Single(page.FindAll("tbody tr:first-child .pz-audit-undo button"));
    }

    [Fact]
    public async Task Customers_are_called_and_found_by_the_id_that_people_know()
    {
        await EditAsync(35);
        await _world.AddCustomerAsync("C2");

        var page = Open("?id=C1");

        page.WaitForAssertion(() => Assert.Equal(
            ["customer C1", "customer C1"], page.FindAll("tbody td[data-label=What] .pz-link").Select(subject => subject.TextContent)));
        await page.InvokeAsync(() => page.Find("tbody td[data-label=What] .pz-link").Click());
        Assert.EndsWith("kind=customer&id=C1", Navigation.Uri.Replace("id=C1&kind=customer", "kind=customer&id=C1", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erased_customer_is_called_and_found_by_our_own_number()
    {
        await EditAsync(35);
        await _world.TamperAsync("DELETE FROM \"Customers\"");

        var page = Open("?id=%231");

        page.WaitForAssertion(() => Assert.Contains("customer #1", page.FindAll("tbody td[data-label=What] .pz-link").Select(subject => subject.TextContent)));
        Assert.DoesNotContain("customer C1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_among_the_values_reads_as_times_do_elsewhere()
    {
        await EditAsync(35);
        var view = await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", Cancellation);
        await Editor.DeleteAsync(PersonalizeApp.Tester, view!.Id, Cancellation);

        var page = Open("?action=customer.delete");

        page.WaitForAssertion(() => Assert.Equal("just now", page.Find("tbody ins time").TextContent));
        Assert.NotEmpty(page.Find("tbody ins time").GetAttribute("title")!);
    }

    [Fact]
    public async Task Old_and_new_stand_apart_also_when_copied()
    {
        await EditAsync(35);

        var page = Open("?action=customer.update");

        page.WaitForAssertion(() => Assert.Contains("34 → 35", string.Join(' ', page.Find("tbody dd").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
    }

    [Fact]
    public void The_days_have_labels_that_are_seen()
    {
        var page = Open("");

        Assert.Equal(["From", "Until"], page.FindAll("label:has(input[type=date]) > span").Select(label => label.TextContent));
    }

    [Fact]
    public void Filters_that_nothing_matches_can_be_cleared()
    {
        var page = Open("?action=nothing.ever");

        page.WaitForAssertion(() => Assert.Contains("No entry matches", page.Markup, StringComparison.Ordinal));
        Assert.Contains("nothing.ever", page.Find(".pz-chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_loading_it_shows_skeletons()
    {
        _world.Database.Hold();

        Assert.NotEmpty(Open("").FindAll(".pz-skeleton"));
    }

    [Fact]
    public void A_failure_is_shown_with_a_retry()
    {
        _world.Database.Break();

        Open("").WaitForElement(".pz-problem button");
    }

    [Fact]
    public async Task A_failure_of_an_undo_is_told_and_the_list_stays()
    {
        await EditAsync(35);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody .pz-button");
        _world.Database.Break();

        await page.InvokeAsync(() => page.Find("tbody .pz-button").Click());

        page.WaitForAssertion(() => Assert.Contains(
            page.FindAll("[role=alert]"), alert => alert.TextContent.Contains("could not be taken back", StringComparison.Ordinal)));
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task A_page_that_ends_with_the_trail_offers_nothing_older()
    {
        await _world.AddItemsAsync([.. Enumerable.Range(1, 50).Select(number => $"Item {number}")]);

        var page = Open("?action=item.create");

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));
        Assert.DoesNotContain(page.FindAll("footer button"), button => button.TextContent == "Older");
    }

    [Fact]
    public async Task Older_entries_are_a_page_away()
    {
        await _world.AddItemsAsync([.. Enumerable.Range(1, 51).Select(number => $"Item {number}")]);
        var page = Open("?action=item.create");
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));

        await page.InvokeAsync(() => page.FindAll("footer button").Single(button => button.TextContent == "Older").Click());

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.DoesNotContain(page.FindAll("footer button"), button => button.TextContent == "Older");
        Assert.Contains(page.FindAll("footer button"), button => button.TextContent == "Newest");
    }

    [Fact]
    public async Task Verifying_says_that_the_trail_is_whole()
    {
        await EditAsync(35);
        var page = Open("");
        page.WaitForElement(".pz-chain button");

        await page.InvokeAsync(() => page.Find(".pz-chain button").Click());

        page.WaitForAssertion(() => Assert.Contains(page.Find(".pz-chain").GetAttribute("data-chain"), (string[])["intact", "doubtful"]), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("tampered", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifying_names_the_first_bad_entry()
    {
        await EditAsync(35);
        await _world.TamperAsync("UPDATE \"AuditEntries\" SET \"Action\" = 'x' WHERE \"Sequence\" = 2");
        var page = Open("");
        page.WaitForElement(".pz-chain button");

        await page.InvokeAsync(() => page.Find(".pz-chain button").Click());

        page.WaitForAssertion(() => Assert.Equal("broken", page.Find(".pz-chain").GetAttribute("data-chain")), TimeSpan.FromSeconds(10));
        Assert.Contains("First bad entry: 2", page.Find(".pz-chain").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_entries_are_counted_and_the_list_stands_still()
    {
        await EditAsync(35);
        var page = Open("?action=customer.update");
        page.WaitForElement("tbody tr");

        await ChangeAsync(36);

        page.WaitForAssertion(() => Assert.Equal("1 new", page.Find(".pz-audit-new").TextContent), TimeSpan.FromSeconds(15));
        Assert.Single(page.FindAll("tbody tr"));
        await page.InvokeAsync(() => page.Find(".pz-audit-new").Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    private async Task EditAsync(int age)
    {
        await _world.AddCustomerAsync("C1");
        await ChangeAsync(age);
    }

    private async Task ChangeAsync(int age)
    {
        var view = await Editor.FindByKeyAsync(PersonalizeApp.Tester, "C1", Cancellation);
        await Editor.UpdateAsync(PersonalizeApp.Tester, view!.Id, new() { Age = age }, expected: null, Cancellation);
    }

    private IRenderedComponent<AuditPage> Open(string query)
    {
        Navigation.NavigateTo("/audit" + query);
        return _world.Pages.Render<AuditPage>();
    }
}
