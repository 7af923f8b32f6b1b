using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Tokens;

public sealed class TokenApiTests(TokenApiTests.Server server) : IClassFixture<TokenApiTests.Server>
{
    private readonly HttpClient _client = server.App.CreateStranger();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_gives_a_token_with_the_rights_of_the_account()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);

        var answer = await _client.SignInAsync(account.Email!);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("Bearer", 600), ((string)answer.Body!["token_type"]!, (int)answer.Body["expires_in"]!));
        Assert.Equal("no-store", answer.Message.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(answer.Access()));
        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync(answer.Access(), "/api/imports"));
    }

    [Fact]
    public async Task Signing_out_ends_what_was_given_and_a_key_has_nothing_to_end()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Analyst);
        var given = await _client.SignInAsync(account.Email!);
        using var program = server.App.CreateClient(AccountRole.Analyst);

        var ended = await _client.SendAsync("POST", "/api/auth/sign-out", null, ("Authorization", "Bearer " + given.Access()));
        var key = await program.SendAsync("POST", "/api/auth/sign-out");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (ended.Status, key.Status));
        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(given.Access()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.RefreshAsync(given.Refresh())).Status);
    }

    [Fact]
    public async Task The_token_says_what_RFC_9068_wants()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Analyst);

        var parts = (await _client.SignInAsync(account.Email!)).Access().Split('.');

        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        Assert.Equal(("ES256", "at+jwt"), ((string)header["alg"]!, (string)header["typ"]!));
        Assert.Equal(
            ["aud", "exp", "iat", "iss", "jti", "nbf", "role", "sid", "stamp", "sub"],
            payload.Select(claim => claim.Key).Order(StringComparer.Ordinal));
        Assert.Equal(600, (long)payload["exp"]! - (long)payload["iat"]!);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Admin);
        var disabled = await server.App.AddAccountAsync(AccountRole.Admin);
        await server.App.ChangeAsync(disabled, row => row.DisabledAt = row.CreatedAt);

        var answers = new[]
        {
            await _client.SignInAsync(account.Email!, "wrong horse battery"),
            await _client.SignInAsync("nobody@example.org"),
            await _client.SignInAsync(disabled.Email!),
        };

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (answer.Status, answer.Code)));
        Assert.Single(answers.Select(answer => (string)answer.Body!["detail"]!).Distinct());
    }

    [Theory]
    [InlineData("""{}""", "grant")]
    [InlineData("""{"grant":"password","email":"a@b.c"}""", "password")]
    [InlineData("""{"grant":"password","password":"x"}""", "email")]
    [InlineData("""{"grant":"password","email":"a@b.c","password":"x","refresh_token":"y"}""", "refresh_token")]
    [InlineData("""{"grant":"refresh_token"}""", "refresh_token")]
    [InlineData("""{"grant":"refresh_token","refresh_token":"y","password":"1"}""", "password")]
    public async Task Fields_that_miss_or_belong_to_another_grant_are_named(string body, string field)
    {
        var answer = await _client.SendAsync("POST", "/api/auth/token", body);

        Assert.Equal((HttpStatusCode.BadRequest, "validation"), (answer.Status, answer.Code));
        Assert.Contains(field, answer.ErrorFields);
    }

    [Theory]
    [InlineData("""{"grant":"implicit"}""", "wrong_type")]
    [InlineData("""{"grant":"password","role":"Admin"}""", "unknown_property")]
    [InlineData("""{"grant":"password","grant":"password"}""", "duplicate_property")]
    public async Task The_body_is_read_strictly(string body, string code)
    {
        var answer = await _client.SendAsync("POST", "/api/auth/token", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_password_longer_than_128_is_refused_before_it_is_hashed()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SignInAsync("a@example.org", new string('x', 129))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.SignInAsync("a@example.org", new string('x', 128))).Status);
    }

    [Fact]
    public async Task An_account_with_a_second_factor_needs_its_code_too_and_each_code_works_once()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Admin);
        await server.App.ChangeAsync(account, row => row.TwoFactorEnabled = true);
        var code = Totp.CodeAt(await KeyOfAsync(account), TimeProvider.System.GetUtcNow());

        var without = await _client.SignInAsync(account.Email!);
        var wrong = await WithCodeAsync(account, code == "000000" ? "000001" : "000000");
        var right = await WithCodeAsync(account, code);
        var again = await WithCodeAsync(account, code);

        Assert.Equal((HttpStatusCode.Unauthorized, "code_needed"), (without.Status, without.Code));
        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (wrong.Status, wrong.Code));
        Assert.Equal(HttpStatusCode.OK, right.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (again.Status, again.Code));
    }

    [Fact]
    public async Task Guesses_are_slowed_down_as_on_the_sign_in_page()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        for (var guess = 0; guess < 5; guess++)
            await _client.SignInAsync(account.Email!, "wrong horse battery");

        var answer = await _client.SignInAsync(account.Email!);

        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (answer.Status, answer.Code));
        Assert.NotNull(answer.Message.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_refresh_token_brings_the_next_one()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        var first = await _client.SignInAsync(account.Email!);

        var second = await _client.RefreshAsync(first.Refresh());
        var third = await _client.RefreshAsync(second.Refresh());

        Assert.Equal(HttpStatusCode.OK, third.Status);
        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(third.Access()));
        Assert.Equal(EndOf(first), EndOf(third), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_refresh_token_that_comes_twice_ends_the_whole_session_at_once()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        var first = await _client.SignInAsync(account.Email!);
        var second = await _client.RefreshAsync(first.Refresh());
        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(second.Access()));

        var stolen = await _client.RefreshAsync(first.Refresh());

        Assert.Equal((HttpStatusCode.Unauthorized, "refresh_refused"), (stolen.Status, stolen.Code));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.RefreshAsync(second.Refresh())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(first.Access()));
        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(second.Access()));
    }

    [Fact]
    public async Task Of_many_that_refresh_at_once_one_gets_tokens_at_most()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        var first = await _client.SignInAsync(account.Email!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.RefreshAsync(first.Refresh())));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        await using var db = await server.App.OpenDatabaseAsync();
        Assert.NotNull((await db.AccountSessions.SingleAsync(row => row.AccountId == account.Id, Cancel)).EndedAt);
    }

    [Fact]
    public async Task A_disabled_account_loses_its_tokens()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        var tokens = await _client.SignInAsync(account.Email!);
        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(tokens.Access()));

        await server.App.ChangeAsync(account, row => row.DisabledAt = row.CreatedAt);
        server.App.Get<Standing>().Forget(account.Id);

        Assert.Equal(HttpStatusCode.Unauthorized, await _client.StatusAsync(tokens.Access()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.RefreshAsync(tokens.Refresh())).Status);
    }

    [Fact]
    public async Task A_session_ends_12_hours_after_the_sign_in_however_often_it_is_refreshed()
    {
        await using var app = new PersonalizeApp { Clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) };
        var clock = (FakeTimeProvider)app.Clock!;
        using var client = app.CreateStranger();
        var tokens = await client.SignInAsync((await app.AddAccountAsync(AccountRole.Operator)).Email!);

        for (var hour = 1; hour < 12; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(tokens.Access()));
            tokens = await client.RefreshAsync(tokens.Refresh());
            Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(tokens.Access()));
        }

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.RefreshAsync(tokens.Refresh())).Status);
    }

    [Fact]
    public async Task No_secret_of_a_token_is_stored_as_it_is()
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        var refresh = (await _client.SignInAsync(account.Email!)).Refresh();

        await using var db = await server.App.OpenDatabaseAsync();
        var hashes = await db.RefreshTokens.Select(row => row.Hash).ToListAsync(Cancel);
        Assert.All(hashes, hash => Assert.Equal(32, hash.Length));
        foreach (var file in Directory.GetFiles(server.App.DataFolder, "personalize.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(refresh, await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }
    }

    private Task<Answer> WithCodeAsync(Account account, string code) => _client.SendAsync(
        "POST", "/api/auth/token", $$"""{"grant":"password","email":"{{account.Email}}","password":"{{TokenWorld.Password}}","code":"{{code}}"}""");

    private async Task<string> KeyOfAsync(Account account)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await scope.ServiceProvider.GetRequiredService<SecondFactor>().KeyAsync((await accounts.FindByEmailAsync(account.Email!))!);
    }

    private static DateTime EndOf(Answer answer) => (DateTime)answer.Body!["session_ends_at"]!;

    public sealed class Server : IAsyncDisposable
    {
        public PersonalizeApp App { get; } = new();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
