using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Tests.Web.Pages;

public sealed class AccountsPageTests : IAsyncDisposable
{
    // The one who looks at it is the only Admin beside that of the demonstration.
    private readonly PageWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void While_loading_it_shows_skeletons()
    {
        _world.Database.Hold();

        Assert.NotEmpty(Open().FindAll(".pz-skeleton"));
    }

    [Fact]
    public void A_failure_is_shown_with_a_retry_that_works()
    {
        _world.Database.Break();
        var page = Open();
        page.WaitForElement(".pz-problem button");

        _world.Database.Repair();
        page.Find(".pz-problem button").Click();

        page.WaitForElement("tbody tr");
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task A_change_that_fails_is_shown_and_leaves_the_page_open()
    {
        await InviteAsync("anna@example.org");
        var page = Open();
        page.WaitForElement("tr[data-account='anna@example.org']");

        _world.Database.Break();
        await page.InvokeAsync(() => page.Find("[aria-label='Switch off anna@example.org']").Click());
        await page.InvokeAsync(() => page.Find("[aria-label='Yes, switch off anna@example.org']").Click());

        page.WaitForElement(".pz-problem");
    }

    [Fact]
    public async Task A_link_is_shown_until_it_is_kept()
    {
        await InviteAsync("anna@example.org");
        var page = Open();
        page.WaitForElement("tr[data-account='anna@example.org']");

        await page.InvokeAsync(() => page.Find("[aria-label='Password link for anna@example.org']").Click());

        page.WaitForAssertion(() => Assert.Contains("/password?code=", page.Find("[data-one-time-link]").GetAttribute("value"), StringComparison.Ordinal));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Done").Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-one-time-link]")));
    }

    [Fact]
    public async Task A_change_that_is_refused_is_explained_and_the_list_shows_what_holds()
    {
        var other = DemoAccounts.EmailOf(AccountRole.Admin);
        var page = Open();
        page.WaitForElement($"[aria-label='Switch off {other}']");
        await page.InvokeAsync(() => page.Find($"[aria-label='Switch off {other}']").Click());
        await page.InvokeAsync(() => page.Find($"[aria-label='Yes, switch off {other}']").Click());
        page.WaitForElement($"[aria-label='Switch on {other}']");

        await page.InvokeAsync(() => Viewer(page).QuerySelector("select")!.Change(nameof(AccountRole.Analyst)));

        page.WaitForAssertion(() => Assert.Contains("the last Admin", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(nameof(AccountRole.Admin), Viewer(page).QuerySelector("option[selected]")!.GetAttribute("value")));
    }

    [Fact]
    public async Task All_sessions_of_somebody_are_ended_once_that_is_confirmed()
    {
        var row = $"tr[data-account='{DemoAccounts.EmailOf(AccountRole.Analyst)}']";
        await _world.SignInElsewhereAsync(DemoAccounts.EmailOf(AccountRole.Analyst));
        await _world.SignInElsewhereAsync(DemoAccounts.EmailOf(AccountRole.Analyst));
        var page = Open();
        page.WaitForElement(row);
        await page.InvokeAsync(() => page.Find($"{row} td[data-label=Sessions] button").Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("dialog li").Count(session => session.QuerySelector("button") is not null)));

        await page.InvokeAsync(() => Button(page, "End all sessions…").Click());
        Assert.Equal(2, page.FindAll("dialog .pz-account-list button").Count);
        await page.InvokeAsync(() => Button(page, "End them").Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog .pz-account-list button")));
        page.WaitForAssertion(() => Assert.Equal("0", page.Find($"{row} td[data-label=Sessions] button").TextContent));
    }

    [Fact]
    public async Task The_viewers_own_session_is_marked_and_stays_when_the_others_end()
    {
        await _world.SignInElsewhereAsync(_world.ViewerEmail);
        var page = Open();
        page.WaitForElement("tbody tr");
        await page.InvokeAsync(() => Viewer(page).QuerySelector("td[data-label=Sessions] button")!.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("dialog li").Count));
        Assert.Equal("this session", page.Find("dialog li .pz-chip").TextContent);
        Assert.Single(page.FindAll("dialog li button"));

        await page.InvokeAsync(() => Button(page, "End all other sessions…").Click());
        await page.InvokeAsync(() => Button(page, "End them").Click());

        page.WaitForAssertion(() => Assert.Equal("this session", Assert.Single(page.FindAll("dialog li")).QuerySelector(".pz-chip")?.TextContent));
        Assert.DoesNotContain(page.FindAll("dialog button"), button => button.TextContent.StartsWith("End", StringComparison.Ordinal));
    }

    private static IElement Button(IRenderedComponent<AccountsPage> page, string text) =>
        page.FindAll("dialog button").Single(button => button.TextContent == text);

    private static IElement Viewer(IRenderedComponent<AccountsPage> page) =>
        page.FindAll("tbody tr").Single(row => row.TextContent.Contains("Test Admin", StringComparison.Ordinal));

    private async Task InviteAsync(string email) => Assert.IsType<AccountChange.Linked>(
        await _world.Pages.Services.GetRequiredService<AccountEditor>().InviteAsync(PersonalizeApp.Tester, email, "", AccountRole.Operator, Cancellation));

    private IRenderedComponent<AccountsPage> Open() => _world.Pages.Render<AccountsPage>();
}
