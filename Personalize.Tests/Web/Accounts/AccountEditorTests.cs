using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Tokens;

namespace Personalize.Tests.Web.Accounts;

/// <summary>What Admins do to accounts, on SQLite.</summary>
public sealed class AccountEditorTests : AccountEditorContract
{
    protected override Task<PersonalizeApp> StartAsync() =>
        Task.FromResult(new PersonalizeApp { Environment = "Production", Configure = TestAccounts.Quicken });
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresAccountEditorTests(PostgresCluster cluster) : AccountEditorContract
{
    protected override async Task<PersonalizeApp> StartAsync()
    {
        var connection = await cluster.CreateDatabaseAsync(Cancel);
        Requires.Postgres(cluster);
        var settings = new Dictionary<string, string> { ["Personalize:Database"] = "Postgres", ["ConnectionStrings:Personalize"] = connection! };

        // In production the schema is brought by its owner; development brings it by itself.
        return new PersonalizeApp
        {
            Settings = settings,
            Configure = services =>
            {
                TestAccounts.Quicken(services);
                services.AddPersonalizeData(DatabaseKind.Postgres, connection!, Durability.Relaxed);
            },
        };
    }
}

public abstract class AccountEditorContract : IAsyncLifetime
{
    private static readonly Actor Machine = Actor.System(ActionSource.Command);
    private PersonalizeApp _app = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountEditor Editor => _app.Get<AccountEditor>();

    public async ValueTask InitializeAsync()
    {
        _app = await StartAsync();
        await using var db = await _app.OpenDatabaseAsync();
        await db.Accounts.ExecuteDeleteAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<PersonalizeApp> StartAsync();

    [Fact]
    public async Task Only_who_is_switched_off_is_deleted_and_with_them_all_that_let_them_in()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        var gone = await _app.AddAccountAsync("gone@example.org", AccountRole.Analyst);
        await Editor.IssueLinkAsync(Machine, gone.Id, Cancel);

        Assert.IsType<AccountChange.Invalid>(await Editor.DeleteAsync(Machine, gone.Id, Cancel));
        await Editor.DisableAsync(Machine, gone.Id, Cancel);
        Assert.IsType<AccountChange.Saved>(await Editor.DeleteAsync(Machine, gone.Id, Cancel));
        Assert.IsType<AccountChange.NotFound>(await Editor.DeleteAsync(Machine, gone.Id, Cancel));

        await using var db = await _app.OpenDatabaseAsync();
        Assert.False(await db.OneTimeLinks.AnyAsync(link => link.AccountId == gone.Id, Cancel));
        var last = await db.AuditEntries.OrderByDescending(entry => entry.Sequence).FirstAsync(Cancel);
        Assert.Equal(("account.delete", gone.Id.ToString(CultureInfo.InvariantCulture)), (last.Action, last.SubjectId));
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        var last = await _app.AddAccountAsync("last@example.org", AccountRole.Admin);
        var other = await _app.AddAccountAsync("other@example.org", AccountRole.Admin);

        Assert.IsType<AccountChange.Saved>(await Editor.DisableAsync(Machine, other.Id, Cancel));
        Assert.IsType<AccountChange.LastAdmin>(await Editor.DisableAsync(Machine, last.Id, Cancel));
        Assert.IsType<AccountChange.LastAdmin>(await Editor.ChangeRoleAsync(Machine, last.Id, AccountRole.Analyst, Cancel));
        await using var db = await _app.OpenDatabaseAsync();
        var row = await db.Accounts.SingleAsync(account => account.Id == last.Id, Cancel);
        Assert.Equal((AccountRole.Admin, null), (row.Role, row.DisabledAt));
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var first = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
            var second = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);

            var changes = await Task.WhenAll(
                Editor.ChangeRoleAsync(Machine, first.Id, AccountRole.Operator, Cancel),
                Editor.ChangeRoleAsync(Machine, second.Id, AccountRole.Operator, Cancel));

            Assert.Single(changes.OfType<AccountChange.LastAdmin>());
            Assert.Single(changes.OfType<AccountChange.Saved>());
            await using var db = await _app.OpenDatabaseAsync();
            await db.Accounts.ExecuteDeleteAsync(Cancel);
        }
    }

    [Fact]
    public async Task Whoever_lacks_the_right_changes_nothing()
    {
        var account = await _app.AddAccountAsync("anna@example.org", AccountRole.Admin);
        foreach (var role in new[] { AccountRole.Operator, AccountRole.Analyst })
        {
            var actor = new Actor(ActorKind.Account, account.Id, RoleRights.Of(role), ActionSource.Page, RequestId: null);
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.InviteAsync(actor, "x@example.org", "", AccountRole.Admin, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.ChangeRoleAsync(actor, account.Id, AccountRole.Operator, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.DisableAsync(actor, account.Id, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.EnableAsync(actor, account.Id, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.IssueLinkAsync(actor, account.Id, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.RemoveSecondFactorAsync(actor, account.Id, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.UnlinkAsync(actor, account.Id, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.EndSessionAsync(actor, account.Id, Guid.NewGuid(), Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => Editor.EndSessionsAsync(actor, account.Id, kept: null, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => _app.Get<AccountDirectory>().ListAsync(actor, Cancel));
            await Assert.ThrowsAsync<RightMissingException>(() => _app.Get<AccountDirectory>().SessionsOfAsync(actor, account.Id, Cancel));
        }
    }

    [Fact]
    public async Task A_change_reaches_an_open_session_at_once()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        foreach (var change in new Func<int, Task>[]
        {
            id => Editor.ChangeRoleAsync(Machine, id, AccountRole.Operator, Cancel),
            id => Editor.DisableAsync(Machine, id, Cancel),
            id => Editor.RemoveSecondFactorAsync(Machine, id, Cancel),
            id => Editor.UnlinkAsync(Machine, id, Cancel),
        })
        {
            var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
            using var browser = new AccountBrowser(_app);
            await browser.SignInAsync(account.Email!, TestAccounts.Password);
            Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/items")).Status);

            await change(account.Id);

            Assert.Equal(HttpStatusCode.Redirect, (await browser.GoAsync("/items")).Status);
        }
    }

    [Fact]
    public async Task A_change_ends_the_sessions_of_programs_too()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        foreach (var change in new Func<int, Task>[]
        {
            id => Editor.ChangeRoleAsync(Machine, id, AccountRole.Operator, Cancel),
            id => Editor.DisableAsync(Machine, id, Cancel),
            id => Editor.RemoveSecondFactorAsync(Machine, id, Cancel),
            id => Editor.UnlinkAsync(Machine, id, Cancel),
        })
        {
            var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
            var tokens = await _app.Get<ApiSessions>().StartAsync(account, "password", "192.0.2.1", Cancel);

            await change(account.Id);

            Assert.Null(await _app.Get<ApiSessions>().RefreshAsync(tokens.Refresh, Cancel));
            Assert.Empty(await _app.Get<AccountDirectory>().SessionsOfAsync(Machine, account.Id, Cancel));
        }
    }

    [Fact]
    public async Task Of_a_removed_second_factor_nothing_is_kept()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        await _app.EnableSecondFactorAsync(account);

        Assert.IsType<AccountChange.Saved>(await Editor.RemoveSecondFactorAsync(Machine, account.Id, Cancel));

        await using var db = await _app.OpenDatabaseAsync();
        Assert.False((await db.Accounts.SingleAsync(row => row.Id == account.Id, Cancel)).TwoFactorEnabled);
        Assert.Equal(0, await db.Set<IdentityUserToken<int>>().CountAsync(token => token.UserId == account.Id, Cancel));
    }

    [Fact]
    public async Task Passkeys_are_listed_as_a_second_factor_and_go_with_it()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        var account = await _app.AddAccountAsync("anna@example.org");
        Assert.False(await HasFactorAsync(account));
        await _app.AddPasskeyAsync(account);
        Assert.True(await HasFactorAsync(account));

        Assert.IsType<AccountChange.Saved>(await Editor.RemoveSecondFactorAsync(Machine, account.Id, Cancel));

        Assert.False(await HasFactorAsync(account));
        await using var db = await _app.OpenDatabaseAsync();
        Assert.True(await db.AuditEntries.AnyAsync(entry => entry.Action == "account.passkey-remove" && entry.SubjectId == $"{account.Id}", Cancel));
    }

    [Fact]
    public async Task A_link_with_the_provider_is_listed_and_can_be_taken_away()
    {
        await _app.AddAccountAsync("admin@example.org", AccountRole.Admin);
        var account = await _app.AddAccountAsync("anna@example.org");
        await using (var db = await _app.OpenDatabaseAsync())
        {
            db.Add(new IdentityUserLogin<int> { UserId = account.Id, LoginProvider = "https://login.example.org", ProviderKey = "anna" });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([false, true], await LinkedAsync());
        Assert.IsType<AccountChange.Saved>(await Editor.UnlinkAsync(Machine, account.Id, Cancel));
        Assert.Equal([false, false], await LinkedAsync());
        Assert.IsType<AccountChange.NotFound>(await Editor.UnlinkAsync(Machine, 999_999, Cancel));

        async Task<IEnumerable<bool>> LinkedAsync() =>
            (await _app.Get<AccountDirectory>().ListAsync(Machine, Cancel)).Select(row => row.HasProvider);
    }

    [Fact]
    public async Task An_ended_session_is_over_and_the_others_are_not()
    {
        var account = await _app.AddAccountAsync("anna@example.org");
        using var first = new AccountBrowser(_app);
        using var second = new AccountBrowser(_app);
        await first.SignInAsync(account.Email!, TestAccounts.Password);
        await second.SignInAsync(account.Email!, TestAccounts.Password);
        var newest = (await _app.Get<AccountDirectory>().SessionsOfAsync(Machine, account.Id, Cancel))[0];

        Assert.True(await Editor.EndSessionAsync(Machine, account.Id, newest.Id, Cancel));

        Assert.False(await Editor.EndSessionAsync(Machine, account.Id, newest.Id, Cancel));
        Assert.Equal(HttpStatusCode.OK, (await first.GoAsync("/items")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GoAsync("/items")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@example.org\nbcc:x@example.org")]
    [InlineData("Anna <anna@example.org>")]
    [InlineData("x@demo.localhost")]
    public async Task An_address_that_is_none_is_not_invited(string email) =>
        Assert.IsType<AccountChange.Invalid>(await Editor.InviteAsync(Machine, email, "", AccountRole.Operator, Cancel));

    [Fact]
    public async Task One_address_has_one_account_however_it_is_written()
    {
        Assert.IsType<AccountChange.Linked>(await Editor.InviteAsync(Machine, "anna@example.org", " Anna ", AccountRole.Operator, Cancel));
        Assert.IsType<AccountChange.Invalid>(await Editor.InviteAsync(Machine, " ANNA@Example.org ", "", AccountRole.Admin, Cancel));
        Assert.IsType<AccountChange.Invalid>(await Editor.InviteAsync(Machine, "ben@example.org", "", (AccountRole)7, Cancel));

        var row = Assert.Single(await _app.Get<AccountDirectory>().ListAsync(Machine, Cancel));
        Assert.Equal(("Anna", AccountRole.Operator, false, 0), (row.Name, row.Role, row.HasPassword, row.Sessions));
    }

    [Fact]
    public async Task Two_invitations_of_one_address_at_once_make_one_account()
    {
        for (var round = 0; round < 10; round++)
        {
            var email = TestAccounts.NewEmail();

            var changes = await Task.WhenAll(
                Editor.InviteAsync(Machine, email, "", AccountRole.Operator, Cancel),
                Editor.InviteAsync(Machine, email, "", AccountRole.Operator, Cancel));

            Assert.Single(changes.OfType<AccountChange.Linked>());
            Assert.Single(changes.OfType<AccountChange.Invalid>());
        }
    }

    private async Task<bool> HasFactorAsync(Account account) =>
        (await _app.Get<AccountDirectory>().ListAsync(Machine, Cancel)).Single(row => row.Id == account.Id).HasSecondFactor;
}
