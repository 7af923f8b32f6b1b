using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Tests.Web.Audit;

/// <summary>Who comes in, who goes, and who is refused stands in the audit trail; a flood of refusals does not flood it.</summary>
public sealed class IncidentTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public IncidentTests() => _app = new PersonalizeApp
    {
        Clock = _clock,
        Configure = TestAccounts.Quicken,
        Settings = new Dictionary<string, string> { ["Personalize:Limits:ReadsPerMinute"] = "20" },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Coming_in_and_going_are_entries_of_the_account_with_the_method_and_a_coarse_network()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app) { Address = "203.0.113.77" };
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        await browser.SubmitAsync("/account", "everywhere");

        var entries = await EntriesAsync("account.sign-");

        Assert.Equal(["account.sign-in", "account.sign-out"], entries.Select(line => line.Entry.Action));
        Assert.All(entries, line => Assert.Equal(
            (ActorKind.Account, account.Id, ActionSource.Page, account.Id.ToString(CultureInfo.InvariantCulture)),
            (line.Entry.ActorKind, line.Entry.ActorId, line.Entry.Source, line.Entry.SubjectId)));
        Assert.Equal(["password", "Chrome on Linux", "203.0.113.0/24"], entries[0].Changes.Select(change => change.New.GetString()));
    }

    [Fact]
    public async Task Equal_failures_of_a_minute_are_one_entry_with_their_number_and_without_what_was_typed()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app) { Address = "203.0.113.77" };
        using var neighbour = new AccountBrowser(_app) { Address = "203.0.113.78" };
        await browser.SignInAsync(account.Email!, "canary-7f3a");
        await browser.SignInAsync(account.Email!, "canary-7f3b");
        await neighbour.SignInAsync(account.Email!, "canary-7f3c");
        await browser.SignInAsync("canary-7f3a@example.org", "canary-7f3a");
        await WriteAsync();
        await browser.SignInAsync(account.Email!, "canary-7f3d");
        await WriteAsync();

        var entries = await EntriesAsync(Incident.Failed);

        Assert.Equal(
            [(account.Id.ToString(CultureInfo.InvariantCulture), 3, "wrong password"), ("*", 1, "no such account"), (account.Id.ToString(CultureInfo.InvariantCulture), 1, "wrong password")],
            entries.Select(line => (line.Entry.SubjectId, CountOf(line), TextOf(line, "reason"))));
        Assert.All(entries, line => Assert.Equal((ActorKind.Stranger, "203.0.113.0/24"), (line.Entry.ActorKind, TextOf(line, "network"))));
        Assert.DoesNotContain(entries, line => line.Changes.Any(change => change.New.ToString().Contains("canary", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_passkey_are_failures_too()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        await _app.ChangeAsync(account, row => row.TwoFactorEnabled = true);
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        await browser.SubmitAsync("/signin/code", "code", ("Code", "000000"));
        await browser.PostAsync(
            "/signin", [.. AccountBrowser.HiddenFields((await browser.GoAsync("/signin")).Text, "passkey").Where(field => field.Name != "Credential"), ("Credential", "{}")]);
        await WriteAsync();

        var entries = await EntriesAsync(Incident.Failed);

        Assert.Equal(["passkey not known", "wrong code"], entries.Select(line => TextOf(line, "reason")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_key_is_named_by_its_number_and_what_was_wrong_with_it()
    {
        var issuer = _app.Get<ApiKeyIssuer>();
        var (revoked, revokedSecret) = await IssueAsync("revoked", []);
        var (_, expired) = await IssueAsync("expired", []);
        var (narrow, narrowSecret) = await IssueAsync("narrow", [Right.ViewCustomers]);
        await issuer.RevokeAsync(PersonalizeApp.Tester, revoked.Id, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(narrowSecret));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(revokedSecret));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(expired));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(expired[..^1] + (expired[^1] == 'A' ? 'E' : 'A')));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("pz_unknown"));
        await WriteAsync();

        var refused = await EntriesAsync(Incident.KeyRefused);
        var forbidden = Assert.Single(await EntriesAsync(Incident.Refused));

        Assert.Equal(
            ["expired", "revoked", "unknown", "wrong secret"], refused.Select(line => TextOf(line, "reason")).Order(StringComparer.Ordinal));
        Assert.Equal(revoked.Id.ToString(CultureInfo.InvariantCulture), refused.Single(line => TextOf(line, "reason") == "revoked").Entry.SubjectId);
        Assert.Equal((ActorKind.ApiKey, narrow.Id, "no right to edit items"), (forbidden.Entry.ActorKind, forbidden.Entry.ActorId, TextOf(forbidden, "reason")));
    }

    [Fact]
    public async Task A_refresh_token_that_comes_twice_is_an_entry_at_once()
    {
        var account = await _app.AddAccountAsync(AccountRole.Analyst);
        using var program = _app.CreateStranger();
        var first = await program.SignInAsync(account.Email!);
        await program.RefreshAsync(first.Refresh());
        await program.RefreshAsync(first.Refresh());

        var entry = Assert.Single(await EntriesAsync("account.token-reuse")).Entry;

        Assert.Equal((ActorKind.Stranger, account.Id.ToString(CultureInfo.InvariantCulture)), (entry.ActorKind, entry.SubjectId));

        await program.RefreshAsync(first.Refresh());
        await WriteAsync();
        Assert.Equal(2, CountOf(Assert.Single(await EntriesAsync(Incident.TokenRefused))));
        Assert.Single(await EntriesAsync("account.token-reuse"));
    }

    [Fact]
    public async Task Refusals_name_the_account_or_the_network_and_what_was_missing()
    {
        using var watcher = await _app.CreateBrowserAsync(AccountRole.Operator);
        using var stranger = _app.CreateStranger();
        await watcher.GetAsync(new Uri("/admin/keys", UriKind.Relative), Cancel);
        await stranger.SendAsync("POST", "/signin", null, ("Origin", "https://evil.example"));
        await stranger.SendAsync("GET", "/api/users", null, ("Authorization", "Bearer forged"));
        for (var read = 0; read < 29; read++)
            await stranger.SendAsync("GET", "/signin");
        await WriteAsync();

        var entries = await EntriesAsync("access.");

        Assert.Equal(
            [
                (Incident.Limited, ActorKind.Stranger, "too many: Read"),
                (Incident.Refused, ActorKind.Account, "no right to manage api keys"),
                (Incident.Refused, ActorKind.Stranger, "page of another site"),
                (Incident.TokenRefused, ActorKind.Stranger, "not one of ours, or over"),
            ],
            entries.Select(line => (line.Entry.Action, line.Entry.ActorKind, Reason: TextOf(line, "reason")))
                .OrderBy(row => row.Action, StringComparer.Ordinal).ThenBy(row => row.Reason, StringComparer.Ordinal));
        Assert.InRange(entries.Where(line => line.Entry.Action == Incident.Limited).Sum(CountOf), 2, 10);
    }

    [Fact]
    public async Task A_flood_from_everywhere_is_a_few_entries_and_loses_no_count()
    {
        var tally = _app.Get<IncidentTally>();
        for (var attempt = 0; attempt < 10_000; attempt++)
            tally.Add(new Incident(Incident.Failed, "wrong password", $"network {attempt}", ActorKind.Stranger, null, ActionSource.Page));
        await WriteAsync();

        var entries = await EntriesAsync(Incident.Failed);

        Assert.Equal(IncidentTally.Most + 1, entries.Count);
        Assert.Equal(10_000, entries.Sum(CountOf));
    }

    [Fact]
    public async Task What_was_refused_just_before_the_end_is_written_at_the_end()
    {
        _app.Get<IncidentTally>().Add(new Incident(Incident.Refused, "not allowed", null, ActorKind.Stranger, null, ActionSource.Page));

        await Writer.StopAsync(Cancel);

        Assert.Single(await EntriesAsync(Incident.Refused));
    }

    private IncidentWriter Writer => _app.Services.GetServices<IHostedService>().OfType<IncidentWriter>().Single();

    private Task WriteAsync() => Writer.WriteAsync(Cancel);

    private async Task<(ApiKey Key, string Secret)> IssueAsync(string name, IReadOnlyCollection<Right> scopes)
    {
        var issued = Assert.IsType<KeyIssue.Issued>(await _app.Get<ApiKeyIssuer>().IssueAsync(
            PersonalizeApp.Tester, new NewApiKey(name, AccountRole.Admin, scopes, TimeSpan.FromDays(1)), Cancel));
        return (issued.Key, issued.Secret);
    }

    private async Task<HttpStatusCode> CallAsync(string secret)
    {
        using var program = _app.CreateStranger();
        return (await program.SendAsync("POST", "/api/items", "{}", ("Authorization", "Bearer " + secret))).Status;
    }

    /// <returns>Oldest first.</returns>
    private async Task<IReadOnlyList<AuditLine>> EntriesAsync(string action) =>
        [.. (await _app.Get<AuditTrail>().PageAsync(PersonalizeApp.Tester, new AuditFilter { Action = action }, before: null, 200, Cancel)).Reverse()];

    private static string? TextOf(AuditLine line, string field) => line.Changes.Single(change => change.Field == field).New.GetString();

    private static int CountOf(AuditLine line) => line.Changes.Single(change => change.Field == "count").New.GetInt32();
}
