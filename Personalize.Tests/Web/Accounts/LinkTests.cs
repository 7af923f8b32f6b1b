using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Accounts;

public sealed class LinkTests : IAsyncDisposable
{
    private static readonly Actor System = Actor.System(ActionSource.Command);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public LinkTests() => _app = new PersonalizeApp { Environment = "Production", Clock = _clock, Configure = TestAccounts.Quicken };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_set_up_link_makes_one_admin_and_then_works_no_more()
    {
        var link = await OfferAsync();
        using var browser = new AccountBrowser(_app);

        var made = await SetUpAsync(browser, link!, "anna@example.org");
        using var second = new AccountBrowser(_app);
        var again = await second.GoAsync(link!);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (made.Status, made.LocalLocation));
        Assert.Equal("/account/second-factor?return=%2F", (await browser.GoAsync("/")).Location);
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        await using var db = await _app.OpenDatabaseAsync();
        var account = await db.Accounts.SingleAsync(Cancel);
        Assert.Equal(("anna@example.org", AccountRole.Admin, "Anna"), (account.Email, account.Role, account.DisplayName));
        Assert.Null(await OfferAsync());
    }

    [Fact]
    public async Task Two_who_use_the_set_up_link_at_once_make_one_account()
    {
        var link = (await OfferAsync())!;
        using var first = new AccountBrowser(_app);
        using var second = new AccountBrowser(_app);
        var forms = new[] { (await first.GoAsync(link)).Text, (await second.GoAsync(link)).Text };

        var answers = await Task.WhenAll(
            first.PostAsync(link, [.. AccountBrowser.HiddenFields(forms[0], "setup"), .. Filled("a@example.org")]),
            second.PostAsync(link, [.. AccountBrowser.HiddenFields(forms[1], "setup"), .. Filled("b@example.org")]));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Select(answer => answer.Status).Order());
        await using var db = await _app.OpenDatabaseAsync();
        Assert.Equal(1, await db.Accounts.CountAsync(Cancel));
    }

    [Theory]
    [InlineData("anna", TestAccounts.Password)]
    [InlineData("anna@example.org\r\nx", TestAccounts.Password)]
    [InlineData("admin@demo.localhost", TestAccounts.Password)]
    [InlineData("anna@example.org", "short")]
    [InlineData("anna@example.org", "password1234")]
    public async Task What_cannot_be_taken_leaves_the_link_working(string email, string password)
    {
        var link = (await OfferAsync())!;
        using var browser = new AccountBrowser(_app);

        var refused = await browser.SubmitAsync(link, "setup", ("Input.Email", email), ("Input.Password", password), ("Input.Name", ""));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Problem);
        Assert.Equal(HttpStatusCode.Redirect, (await SetUpAsync(browser, link, "anna@example.org")).Status);
    }

    [Fact]
    public async Task A_link_is_over_after_a_day_and_when_a_newer_one_is_issued()
    {
        var old = (await OfferAsync())!;
        var link = (await OfferAsync())!;
        using var browser = new AccountBrowser(_app);

        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(old)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(link)).Status);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync("/setup")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync("/setup?code=x")).Status);
    }

    [Fact]
    public async Task Only_the_hash_of_a_link_is_kept()
    {
        var link = (await OfferAsync())!;

        await using var db = await _app.OpenDatabaseAsync();
        var row = await db.OneTimeLinks.SingleAsync(Cancel);

        Assert.Equal(32, row.Hash.Length);
        Assert.Equal(43, link.Length - "/setup?code=".Length);
    }

    [Fact]
    public async Task Sessions_and_links_are_erased_a_month_after_their_end()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        await _app.Get<AccountEditor>().IssueLinkAsync(System, account.Id, Cancel);
        await using var db = await _app.OpenDatabaseAsync();

        // The second link is the one that the start offered.
        await PurgeAfterAsync(SessionPurgeService.Keep);
        Assert.Equal((1, 2), (await db.AccountSessions.CountAsync(Cancel), await db.OneTimeLinks.CountAsync(Cancel)));

        await PurgeAfterAsync(SessionPurgeService.Keep + TimeSpan.FromHours(25));
        Assert.Equal((0, 0), (await db.AccountSessions.CountAsync(Cancel), await db.OneTimeLinks.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_invitation_lets_its_owner_choose_the_password_once()
    {
        var invited = Assert.IsType<AccountChange.Linked>(
            await _app.Get<AccountEditor>().InviteAsync(System, "ben@example.org", "Ben", AccountRole.Operator, Cancel));
        using var browser = new AccountBrowser(_app);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SignInAsync("ben@example.org", "")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(invited.Path, "choose", ("Input.Password", "too short"))).Status);
        var chosen = await browser.SubmitAsync(invited.Path, "choose", ("Input.Password", TestAccounts.Password));

        Assert.Equal(HttpStatusCode.Redirect, chosen.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(invited.Path)).Status);
        using var other = new AccountBrowser(_app);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync("ben@example.org", TestAccounts.Password)).Status);
    }

    [Fact]
    public async Task A_reset_ends_all_sessions_and_the_old_password()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var thief = new AccountBrowser(_app);
        await thief.SignInAsync(account.Email!, TestAccounts.Password);
        var reset = Assert.IsType<AccountChange.Linked>(await _app.Get<AccountEditor>().IssueLinkAsync(System, account.Id, Cancel));
        using var owner = new AccountBrowser(_app);
        Assert.Equal(HttpStatusCode.OK, (await thief.GoAsync("/")).Status);

        await owner.SubmitAsync(reset.Path, "choose", ("Input.Password", "seven maple doors creak"));

        Assert.Equal(HttpStatusCode.OK, (await owner.GoAsync("/")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GoAsync("/")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.SignInAsync(account.Email!, TestAccounts.Password)).Status);
    }

    [Fact]
    public async Task Two_who_use_a_password_link_at_once_choose_one_password()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var link = await LinkForAsync(account);
        using var first = new AccountBrowser(_app);
        using var second = new AccountBrowser(_app);
        var forms = new[] { (await first.GoAsync(link)).Text, (await second.GoAsync(link)).Text };

        var answers = await Task.WhenAll(
            first.PostAsync(link, [.. AccountBrowser.HiddenFields(forms[0], "choose"), ("Input.Password", "seven maple doors creak")]),
            second.PostAsync(link, [.. AccountBrowser.HiddenFields(forms[1], "choose"), ("Input.Password", "eight birch windows rattle")]));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_link_dies_when_its_account_is_switched_off()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        var link = await LinkForAsync(account);

        await _app.Get<AccountEditor>().DisableAsync(System, account.Id, Cancel);
        await _app.Get<AccountEditor>().EnableAsync(System, account.Id, Cancel);

        using var browser = new AccountBrowser(_app);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GoAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_dies_when_its_owner_changes_the_password()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var link = await LinkForAsync(account);
        using var owner = new AccountBrowser(_app);
        await owner.SignInAsync(account.Email!, TestAccounts.Password);

        var changed = await owner.SubmitAsync(
            "/account", "password", ("Change.Current", TestAccounts.Password), ("Input.Password", "seven maple doors creak"));

        Assert.Equal(HttpStatusCode.Redirect, changed.Status);
        using var thief = new AccountBrowser(_app);
        Assert.Equal(HttpStatusCode.Gone, (await thief.GoAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_does_not_pass_by_the_second_factor()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        await _app.EnableSecondFactorAsync(account);
        var link = await LinkForAsync(account);
        using var browser = new AccountBrowser(_app);

        var chosen = await browser.SubmitAsync(link, "choose", ("Input.Password", "seven maple doors creak"));

        Assert.Equal("/signin", chosen.LocalLocation);
        Assert.Equal("/signin?return=%2Faccount", (await browser.GoAsync("/account")).LocalLocation);
    }

    private async Task<string> LinkForAsync(Account account) =>
        Assert.IsType<AccountChange.Linked>(await _app.Get<AccountEditor>().IssueLinkAsync(System, account.Id, Cancel)).Path;

    // With a clock of its own: the server's other timers need not live through a month.
    private async Task PurgeAfterAsync(TimeSpan time)
    {
        using var service = new SessionPurgeService(
            _app.Get<IDbContextFactory<PersonalizeDb>>(), _app.Get<JobBook>(), new FakeTimeProvider(_clock.GetUtcNow() + time), NullLogger<SessionPurgeService>.Instance);
        await service.PurgeAsync(Cancel);
    }

    private async Task<string?> OfferAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdmin>().OfferAsync(Cancel);
    }

    private static Task<Answer> SetUpAsync(AccountBrowser browser, string link, string email) => browser.SubmitAsync(link, "setup", Filled(email));

    private static (string Name, string Value)[] Filled(string email) =>
        [("Input.Email", email), ("Input.Name", "Anna"), ("Input.Password", TestAccounts.Password)];
}
