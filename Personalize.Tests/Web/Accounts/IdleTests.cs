using System.Net;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Hosting.Security;

namespace Personalize.Tests.Web.Accounts;

/// <summary>Sessions that nobody uses end; what a page does by itself is no use of them.</summary>
public sealed class IdleTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public IdleTests() => _app = new PersonalizeApp
    {
        Clock = _clock,
        Configure = TestAccounts.Quicken,
        Settings = new Dictionary<string, string> { ["Personalize:Security:OperatorIdleMinutes"] = "720" },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task After_30_minutes_without_use_one_has_to_sign_in_again()
    {
        using var browser = await SignedInAsync(AccountRole.Analyst);
        for (var use = 0; use < 4; use++)
        {
            _clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/items")).Status);
        }

        _clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("/signin?return=%2Fitems&ended=yes", (await browser.GoAsync("/items")).Location);
        Assert.Equal("/signin?return=%2Fitems&ended=yes", (await browser.GoAsync("/items")).Location);
    }

    [Fact]
    public async Task However_much_it_is_used_a_session_ends_after_12_hours()
    {
        using var browser = await SignedInAsync(AccountRole.Analyst);
        for (var use = 0; use < 35; use++)
        {
            _clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/items")).Status);
        }

        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("/signin?return=%2Fitems&ended=yes", (await browser.GoAsync("/items")).Location);
    }

    [Fact]
    public async Task An_open_page_that_connects_and_looks_again_is_no_use()
    {
        using var browser = await SignedInAsync(AccountRole.Analyst);
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        var standing = _app.Get<Standing>();
        for (var minute = 0; minute < 29; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await standing.HoldsAsync(person, Cancel));
            await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await standing.HoldsAsync(person, Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GoAsync("/items")).Status);
    }

    [Fact]
    public async Task What_people_do_on_an_open_page_keeps_it_and_does_not_bring_an_ended_one_back()
    {
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        var standing = _app.Get<Standing>();
        _clock.Advance(TimeSpan.FromMinutes(20));
        await standing.NoteUseAsync(person, Cancel);
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(await standing.HoldsAsync(person, Cancel));

        _clock.Advance(TimeSpan.FromMinutes(10));
        await standing.NoteUseAsync(person, Cancel);

        Assert.False(await standing.HoldsAsync(person, Cancel));
    }

    [Fact]
    public async Task Use_is_written_down_once_a_minute_at_most()
    {
        var start = _clock.GetUtcNow();
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        List<TimeSpan> seen = [];
        for (var step = 0; step < 5; step++)
        {
            _clock.Advance(TimeSpan.FromSeconds(25));
            await _app.Get<Standing>().NoteUseAsync(person, Cancel);
            seen.Add(await SeenAsync(person) - start);
        }

        Assert.Equal([0, 0, 75, 75, 75], seen.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task Many_requests_at_once_write_it_down_once()
    {
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        await ExecuteAsync("CREATE TABLE \"Uses\" (\"Session\" TEXT)");
        await ExecuteAsync("CREATE TRIGGER \"Use\" AFTER UPDATE ON \"AccountSessions\" BEGIN INSERT INTO \"Uses\" VALUES (NEW.\"Id\"); END");
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Get<Standing>().HoldsAsync(person, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await _app.Get<Standing>().NoteUseAsync(person, Cancel)));

        await using var db = await _app.OpenDatabaseAsync();
        Assert.Equal(1, await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM \"Uses\"").SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_use_that_cannot_be_written_down_keeps_nobody_out()
    {
        using var browser = await SignedInAsync(AccountRole.Analyst);
        await ExecuteAsync("CREATE TRIGGER \"Use\" BEFORE UPDATE ON \"AccountSessions\" BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/items")).Status);
    }

    [Fact]
    public async Task A_screen_on_the_wall_signed_in_as_an_Operator_may_stay_as_long_as_the_settings_say()
    {
        using var wall = await SignedInAsync(AccountRole.Operator);
        using var desk = await SignedInAsync(AccountRole.Analyst);

        _clock.Advance(TimeSpan.FromHours(11));

        Assert.Equal(HttpStatusCode.OK, (await wall.GoAsync("/")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.GoAsync("/")).Status);
    }

    [Fact]
    public async Task Lists_say_when_a_session_was_last_used_and_leave_out_what_is_over()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var forgotten = new AccountBrowser(_app);
        using var browser = new AccountBrowser(_app);
        await forgotten.SignInAsync(account.Email!, TestAccounts.Password);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        _clock.Advance(TimeSpan.FromMinutes(20));
        await browser.GoAsync("/items");
        Assert.Contains("since 2026-03-04 06:00 UTC, last used 2026-03-04 06:20 UTC", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
        var before = await RowAsync(account);

        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal((2, 1), (before.Sessions, (await RowAsync(account)).Sessions));
        Assert.Single(await _app.Get<AccountDirectory>().SessionsOfAsync(PersonalizeApp.Tester, account.Id, Cancel));
    }

    [Theory]
    [InlineData("IdleMinutes", 4)]
    [InlineData("IdleMinutes", 721)]
    [InlineData("OperatorIdleMinutes", 0)]
    public void A_limit_that_cannot_be_kept_stops_the_start(string key, int value)
    {
        var options = new SecurityOptions();
        typeof(SecurityOptions).GetProperty(key)!.SetValue(options, value);

        Assert.Contains(key, new SecurityOptionsValidator().Validate(name: null, options).FailureMessage, StringComparison.Ordinal);
    }

    private async Task<AccountBrowser> SignedInAsync(AccountRole role)
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), role);
        var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return browser;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = await _app.OpenDatabaseAsync();
        await db.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private async Task<DateTimeOffset> SeenAsync(ClaimsPrincipal person)
    {
        await using var db = await _app.OpenDatabaseAsync();
        var session = ActorClaims.SessionOf(person);
        return await db.AccountSessions.Where(row => row.Id == session).Select(row => row.SeenAt).SingleAsync(Cancel);
    }

    private async Task<AccountRow> RowAsync(Account account) =>
        (await _app.Get<AccountDirectory>().ListAsync(PersonalizeApp.Tester, Cancel)).Single(row => row.Id == account.Id);
}
