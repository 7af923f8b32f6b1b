using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Accounts;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Tests.Web.Accounts;

public sealed class SignInApp : IAsyncDisposable
{
    public PersonalizeApp App { get; } = new() { Configure = TestAccounts.Quicken };

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

public sealed class SignInTests(SignInApp site) : IClassFixture<SignInApp>
{
    private readonly PersonalizeApp _app = site.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in_and_then_to_where_they_wanted_to_go()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);

        var away = await browser.GoAsync("/users?q=a");
        var back = await browser.SignInAsync(account.Email!, TestAccounts.Password, away.Location!);

        Assert.Equal("/signin?return=%2Fusers%3Fq%3Da", away.Location);
        Assert.Equal((HttpStatusCode.Redirect, "/users?q=a"), (back.Status, back.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/users?q=a")).Status);
    }

    [Fact]
    public async Task The_page_needs_no_script()
    {
        using var browser = new AccountBrowser(_app);

        var page = await browser.GoAsync("/signin");

        Assert.DoesNotContain("blazor.web.js", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor:", page.Text, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"current-password\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"username\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_unknown_address_and_disabled_account_get_one_answer()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var disabled = await _app.AddAccountAsync(TestAccounts.NewEmail());
        await using (var db = await _app.OpenDatabaseAsync())
        {
            await db.Accounts.Where(row => row.Id == disabled.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.DisabledAt, DateTimeOffset.UnixEpoch), Cancel);
        }

        var answers = new List<Answer>();
        foreach (var (email, password) in new[]
        {
            (account.Email!, "not the password"), (TestAccounts.NewEmail(), TestAccounts.Password), (disabled.Email!, TestAccounts.Password),
            (account.Email!, new string('x', 129)), (account.Email!, ""), ("", ""), (new string('x', 300) + "@example.org", TestAccounts.Password),
        })
        {
            using var browser = new AccountBrowser(_app);
            answers.Add(await browser.SignInAsync(email, password));
            Assert.DoesNotContain("personalize", browser.Cookies.Keys);
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.BadRequest, SignInPage.Wrong), (answer.Status, answer.Problem)));
        Assert.Contains($"value=\"{account.Email}\"", answers[0].Text, StringComparison.Ordinal);
        Assert.Matches("role=\"alert\"[^>]*autofocus", answers[0].Text);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task A_password_of_any_length_is_refused_without_a_fault(int length)
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);

        var answer = await browser.SignInAsync(account.Email!, new string('x', length));

        Assert.InRange((int)answer.Status, 400, 413);
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.GoAsync("/signin");

        var answer = await browser.PostAsync("/signin", ("_handler", "password"), ("Input.Email", account.Email!), ("Input.Password", TestAccounts.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example/")]
    [InlineData("http:evil.example")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task A_return_address_that_leaves_us_leads_to_the_start_page(string address)
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);

        var answer = await browser.SignInAsync(account.Email!, TestAccounts.Password, $"/signin?return={Uri.EscapeDataString(address)}");

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.LocalLocation));
    }

    [Theory]
    [InlineData(" leading and trailing ")]
    [InlineData("🦦🦦🪨🪨🎵🌙🌞🌵🍀🌊🔥❄️")]
    [InlineData("Пароль из слов длинный")]
    [InlineData("granite~otter~sings~at~noon~while~seven~maple~doors~creak~and~nobody~minds~the~purple~kettle~on~its~way~down~the~long~stone~hill")]
    public async Task Any_password_of_12_to_128_characters_is_taken_exactly(string password)
    {
        Assert.InRange(password.Length, 12, 128);
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), password: password);
        using var browser = new AccountBrowser(_app);

        Assert.Equal(SignInPage.Wrong, (await browser.SignInAsync(account.Email!, password[..^1])).Problem);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(account.Email!, password)).Status);
    }

    [Fact]
    public async Task An_altered_cookie_is_nobody()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        var cookie = browser.Cookies["personalize"];

        browser.Cookies["personalize"] = cookie[..40] + (cookie[40] == 'A' ? 'B' : 'A') + cookie[41..];

        Assert.Equal("/signin?return=%2Fitems&ended=yes", (await browser.GoAsync("/items")).Location);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_wherever_its_cookie_is()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        var cookie = browser.Cookies["personalize"];

        var without = await browser.PostAsync("/signout");
        var stays = await browser.GoAsync("/items");
        var page = await browser.GoAsync("/");
        var answer = await browser.PostAsync("/signout", AccountBrowser.HiddenFields(page.Text, "sign-out"));
        browser.Cookies["personalize"] = cookie;
        var afterwards = await browser.GoAsync("/items");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (without.Status, stays.Status));
        Assert.Equal((HttpStatusCode.Redirect, "/signin"), (answer.Status, answer.LocalLocation));
        Assert.Equal("\"cache\"", answer.Headers["Clear-Site-Data"]);
        Assert.Equal("/signin?return=%2Fitems&ended=yes", afterwards.Location);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("stamp")]
    public async Task What_is_taken_away_is_gone_from_an_open_session(string what)
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        using var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/items")).Status);

        await using (var db = await _app.OpenDatabaseAsync())
        {
            var row = await db.Accounts.SingleAsync(candidate => candidate.Id == account.Id, Cancel);
            if (what == "role") row.Role = AccountRole.Operator;
            if (what == "disabled") row.DisabledAt = DateTimeOffset.UnixEpoch;
            if (what == "stamp") row.SecurityStamp = "other";
            await db.SaveChangesAsync(Cancel);
        }

        _app.Get<Standing>().Forget(account.Id);

        Assert.Equal("/signin?return=%2Fitems&ended=yes", (await browser.GoAsync("/items")).Location);
    }

    [Fact]
    public async Task A_session_names_its_device_and_ends_after_twelve_hours()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(_app) { Address = "2001:db8::7" };
        await browser.SignInAsync(account.Email!, TestAccounts.Password);

        await using var db = await _app.OpenDatabaseAsync();
        var session = await db.AccountSessions.SingleAsync(row => row.AccountId == account.Id, Cancel);

        Assert.Equal(("Chrome on Linux", "2001:db8::7", "password", SessionKind.Browser), (session.Device, session.Network, session.Method, session.Kind));
        Assert.Equal(TimeSpan.FromHours(12), session.ExpiresAt - session.CreatedAt);
    }

    [Fact]
    public void The_product_itself_hashes_slowly()
    {
        using var app = new PersonalizeApp();
        Assert.InRange(app.Get<IOptions<PasswordHasherOptions>>().Value.IterationCount, 210_000, int.MaxValue);
        var rules = app.Get<IOptions<IdentityOptions>>().Value.Password;
        Assert.Equal((12, false, false, false, false), (rules.RequiredLength, rules.RequireDigit, rules.RequireLowercase, rules.RequireUppercase, rules.RequireNonAlphanumeric));
    }
}
