using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Accounts;

/// <summary>What the audit trail tells of accounts: all that matters, and nothing that did not happen.</summary>
public sealed class AccountTrailTests : IAsyncDisposable
{
    private const string NewPassword = "seven maple doors creak";
    private static readonly Actor Admin = new(ActorKind.Account, 77, RoleRights.Of(AccountRole.Admin), ActionSource.Page, RequestId: null);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public AccountTrailTests() => _app = new PersonalizeApp { Clock = _clock, Configure = TestAccounts.Quicken };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountEditor Editor => _app.Get<AccountEditor>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Signing_in_with_a_code_is_not_told_as_a_new_password()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var key = await _app.EnableSecondFactorAsync(account);
        _clock.Advance(TimeSpan.FromMinutes(5));
        using var browser = new AccountBrowser(_app);

        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        var entered = await browser.SubmitAsync("/signin/code", "code", ("Code", Totp.CodeAt(key, _clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.Redirect, entered.Status);
        Assert.Empty(await EntriesAsync(account, "account.password"));
    }

    [Fact]
    public async Task A_new_password_is_told_once_and_by_whom()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);

        await browser.SubmitAsync("/account", "password", ("Change.Current", TestAccounts.Password), ("Input.Password", NewPassword));

        var entry = Assert.Single(await EntriesAsync(account, "account.password"));
        Assert.Equal((ActorKind.Account, account.Id), (entry.ActorKind, entry.ActorId));
    }

    [Fact]
    public async Task A_password_link_names_the_Admin_who_made_it_and_its_use_is_told_too()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);

        var link = Assert.IsType<AccountChange.Linked>(await Editor.IssueLinkAsync(Admin, account.Id, Cancel)).Path;
        await browser.SubmitAsync(link, "choose", ("Input.Password", NewPassword));

        var entry = Assert.Single(await EntriesAsync(account, "account.link"));
        Assert.Equal((ActorKind.Account, 77), (entry.ActorKind, entry.ActorId));
        Assert.NotEmpty(await EntriesAsync(account, "account.password"));
    }

    [Fact]
    public async Task A_session_that_an_Admin_ends_names_the_Admin_and_one_that_was_over_leaves_nothing()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        var session = Assert.Single(await _app.Get<AccountDirectory>().SessionsOfAsync(Admin, account.Id, Cancel));

        Assert.True(await Editor.EndSessionAsync(Admin, account.Id, session.Id, Cancel));
        Assert.False(await Editor.EndSessionAsync(Admin, account.Id, session.Id, Cancel));

        Assert.Equal(77, Assert.Single(await EntriesAsync(account, "account.session-end")).ActorId);
    }

    [Fact]
    public async Task The_second_factor_is_told_when_it_is_switched_and_not_when_its_page_is_opened()
    {
        await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);

        await browser.GoAsync("/account/second-factor");
        Assert.Empty(await EntriesAsync(account, "account.second-factor"));
        await _app.EnableSecondFactorAsync(account);
        await Editor.RemoveSecondFactorAsync(Admin, account.Id, Cancel);

        Assert.Equal(
            [("account.second-factor-on", account.Id), ("account.second-factor-off", 77)],
            (await EntriesAsync(account, "account.second-factor")).Select(entry => (entry.Action, entry.ActorId!.Value)));
    }

    /// <returns>Oldest first.</returns>
    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(Account account, string action)
    {
        var filter = new AuditFilter
        {
            Action = action,
            SubjectKind = Subjects.Account,
            SubjectId = account.Id.ToString(CultureInfo.InvariantCulture),
        };
        return [.. (await _app.Get<AuditTrail>().PageAsync(PersonalizeApp.Tester, filter, before: null, 100, Cancel)).Select(line => line.Entry).Reverse()];
    }
}
