using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>A provider that lies, and somebody on the way who writes its replies: nobody gets in, and the page says so.</summary>
public sealed class HostileProviderTests(ProviderWorld world) : IClassFixture<ProviderWorld>, IDisposable
{
    private static readonly Dictionary<string, (ProviderProblem Problem, ProviderLie Lie)> Lies = new(StringComparer.Ordinal)
    {
        // What the ID token says.
        ["nonce of another sign-in"] = Claims(claims => claims["nonce"] = Nonce()),
        ["no nonce"] = Claims(claims => claims.Remove("nonce")),
        ["another issuer"] = Claims(claims => claims["iss"] = "https://evil.example"),
        ["issuer with a slash more"] = Claims(claims => claims["iss"] = claims["iss"]!.GetValue<string>() + "/"),
        ["no issuer"] = Claims(claims => claims.Remove("iss")),
        ["for another client"] = Claims(claims => claims["aud"] = "another-client"),
        ["for nobody"] = Claims(claims => claims.Remove("aud")),
        ["expired"] = Claims(claims => claims["exp"] = Now() - 120),
        ["without an end"] = Claims(claims => claims.Remove("exp")),
        ["not yet valid"] = Claims(claims => claims["nbf"] = Now() + 120),
        ["for several, and meant for another"] = Unexpected(claims =>
        {
            claims["aud"] = new JsonArray(TestProvider.ClientId, "another-client");
            claims["azp"] = "another-client";
        }),
        ["without a subject"] = Unexpected(claims => claims.Remove("sub")),
        ["with an empty subject"] = Unexpected(claims => claims["sub"] = ""),
        ["with an endless subject"] = Claims(claims => claims["sub"] = new string('x', 256)),
        ["with a subject that no text holds"] = Claims(claims => claims["sub"] = "a\0b"),

        // How it is sealed.
        ["algorithm none"] = Seal((_, payload) => TestIdTokens.Bare(payload)),
        ["algorithm nOnE"] = Seal((_, payload) => TestIdTokens.Bare(payload, "nOnE")),
        ["signature left out"] = Seal((_, payload) => TestIdTokens.WithoutSignature(payload)),
        ["public key as shared secret"] = Seal((tokens, payload) => tokens.WithPublicKeyAsSecret(payload)),
        ["modulus as shared secret"] = Seal((tokens, payload) => tokens.WithModulusAsSecret(payload)),
        ["client secret as shared secret"] = Seal((_, payload) => TestIdTokens.WithClientSecret(payload)),
        ["foreign key under a known name"] = Seal((tokens, payload) => tokens.ByForeignKey(payload)),
        ["foreign key under its own name"] = Seal((tokens, payload) => tokens.ByUnknownKey(payload)),
        ["foreign key brought along"] = Seal((tokens, payload) => tokens.ByKeyInHeader(payload)),
        ["changed after it was signed"] = Seal((tokens, payload) => tokens.Changed(payload)),
        ["no token at all"] = (ProviderProblem.Untrusted, new ProviderLie { Seal = (_, _) => "rubbish" }),

        // What the browser brings back.
        ["reply without state"] = Reply(ProviderProblem.Stale, reply => reply.Remove("state")),
        ["reply with a made-up state"] = Reply(ProviderProblem.Stale, reply => reply["state"] = "made-up"),
        ["reply with a changed state"] = Reply(ProviderProblem.Stale, reply => reply["state"] = Flip(reply["state"]!)),
        ["reply of another provider"] = Reply(ProviderProblem.Untrusted, reply => reply["iss"] = "https://evil.example"),
        ["reply of a provider that does not say who it is"] = Reply(ProviderProblem.Untrusted, reply => reply.Remove("iss")),
        ["reply without a code"] = Reply(ProviderProblem.Unreachable, reply => reply.Remove("code")),
        ["reply with a made-up code"] = Reply(ProviderProblem.Refused, reply => reply["code"] = "made-up"),
        ["reply with the token in the address"] = Reply(ProviderProblem.Stale, reply => reply["id_token"] = "a.b.c"),
        ["reply that says no"] = Reply(ProviderProblem.Refused, reply => Error(reply, "access_denied")),
        ["reply with an error"] = Reply(ProviderProblem.Refused, reply => Error(reply, "server_error")),
        ["reply with an error nobody knows"] = Reply(ProviderProblem.Refused, reply => Error(reply, "<script>alert(1)</script>\r\nevil: 1")),

        // What the token endpoint answers.
        ["token endpoint that refuses"] = Token(ProviderProblem.Refused, () => Results.Text("{\"error\":\"invalid_grant\",\"error_description\":\"<script>evil\"}", "application/json", statusCode: 400)),
        ["token endpoint that breaks"] = Token(ProviderProblem.Unreachable, () => Results.Text("<h1>evil</h1>", "text/html", statusCode: 500)),
        ["token endpoint that sends us on"] = Token(ProviderProblem.Unreachable, () => Results.Redirect("http://127.0.0.1:1/evil", permanent: false, preserveMethod: true)),
        ["token endpoint that says nothing"] = Token(ProviderProblem.Unreachable, () => Results.Text("{}", "application/json")),
        ["token endpoint that says too much"] = Token(ProviderProblem.Unreachable, () => Results.Text($"{{\"id_token\":\"{new string('x', 2_000_000)}\"}}", "application/json")),
        ["token endpoint without an ID token"] = (ProviderProblem.Unreachable, new ProviderLie { Answer = answer => answer.Remove("id_token") }),
    };

    public static TheoryData<string> Names => [.. Lies.Keys];

    public void Dispose() => world.Provider.Lie = new ProviderLie();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_lie_signs_nobody_in(string name)
    {
        var account = await world.LinkedAsync();
        var (problem, lie) = Lies[name];
        world.Provider.Lie = lie;
        using var browser = new AccountBrowser(world.App);

        var answer = await world.SignInAsync(browser);

        await AssertOutside.WithAsync(problem, browser, answer);
        Assert.Empty(await world.SessionsAsync(account.Id));
    }

    [Fact]
    public async Task A_reply_counts_once()
    {
        var account = await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var reply = await world.ReplyAsync(browser);
        await browser.GoAsync(reply);
        browser.Cookies.Remove("personalize");

        var again = await browser.GoAsync(reply);

        await AssertOutside.WithAsync(ProviderProblem.Stale, browser, again);
        Assert.Single(await world.SessionsAsync(account.Id));
    }

    [Fact]
    public async Task A_code_counts_once_even_for_somebody_who_kept_all_cookies()
    {
        var account = await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var reply = await world.ReplyAsync(browser);
        using var thief = new AccountBrowser(world.App);
        foreach (var (name, value) in browser.Cookies)
            thief.Cookies[name] = value;
        await browser.GoAsync(reply);

        var again = await thief.GoAsync(reply);

        await AssertOutside.WithAsync(ProviderProblem.Refused, thief, again);
        Assert.Single(await world.SessionsAsync(account.Id));
    }

    [Fact]
    public async Task A_reply_to_somebody_else_does_not_sign_in_as_them()
    {
        var attacker = await world.LinkedAsync();
        using var theirs = new AccountBrowser(world.App);
        var reply = await world.ReplyAsync(theirs);
        using var victim = new AccountBrowser(world.App);
        await victim.GoAsync("/signin/provider?return=%2Fusers");

        await AssertOutside.WithAsync(ProviderProblem.Stale, victim, await victim.GoAsync(reply));
        Assert.Empty(await world.SessionsAsync(attacker.Id));
    }

    // Stolen on its way and brought by a browser with a sign-in of its own: the provider sees that the verifier is another.
    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_verifier_of_whom_it_was_stolen_from()
    {
        var victim = await world.LinkedAsync();
        using var theirs = new AccountBrowser(world.App);
        var stolen = CodeIn(await world.ReplyAsync(theirs));
        using var thief = new AccountBrowser(world.App);
        world.Provider.TokenAnswers.Clear();
        world.Provider.Lie = new ProviderLie { Reply = reply => reply["code"] = stolen };

        var answer = await world.SignInAsync(thief);

        await AssertOutside.WithAsync(ProviderProblem.Refused, thief, answer);
        Assert.Equal(["400"], world.Provider.TokenAnswers);
        Assert.Empty(await world.SessionsAsync(victim.Id));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("state")]
    [InlineData("iss")]
    public async Task A_reply_that_says_something_twice_is_refused(string parameter)
    {
        await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var reply = await world.ReplyAsync(browser);
        var value = System.Web.HttpUtility.ParseQueryString(new Uri("http://localhost" + reply).Query)[parameter]!;

        var answer = await browser.GoAsync($"{reply}&{parameter}={Uri.EscapeDataString(value)}");

        Assert.Matches("^/signin\\?provider=(Untrusted|Stale)", answer.LocalLocation);
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_reply_in_a_form_is_not_listened_to()
    {
        await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var reply = new Uri("http://localhost" + await world.ReplyAsync(browser));
        var fields = System.Web.HttpUtility.ParseQueryString(reply.Query);

        var answer = await browser.PostAsync(reply.AbsolutePath, [.. fields.AllKeys.Select(name => (name!, fields[name]!))]);

        Assert.InRange((int)answer.Status, 400, 499);
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_provider_that_is_gone_is_said_to_be()
    {
        await using var other = await ProviderWorld.StartAsync();
        using var browser = new AccountBrowser(other.App);
        await browser.GoAsync("/signin");
        await other.Provider.StopAsync();

        await AssertOutside.WithAsync(ProviderProblem.Unreachable, browser, await browser.GoAsync("/signin/provider?return=%2Fusers"));
    }

    private static (ProviderProblem, ProviderLie) Claims(Action<JsonObject> change) => (ProviderProblem.Untrusted, new ProviderLie { Claims = change });

    private static (ProviderProblem, ProviderLie) Unexpected(Action<JsonObject> change) => (ProviderProblem.Unreachable, new ProviderLie { Claims = change });

    private static (ProviderProblem, ProviderLie) Seal(Func<TestIdTokens, JsonObject, string> seal) => (ProviderProblem.Untrusted, new ProviderLie { Seal = seal });

    private static (ProviderProblem, ProviderLie) Reply(ProviderProblem problem, Action<IDictionary<string, string?>> change) => (problem, new ProviderLie { Reply = change });

    private static (ProviderProblem, ProviderLie) Token(ProviderProblem problem, Func<IResult> answer) => (problem, new ProviderLie { TokenAnswer = answer });

    private static void Error(IDictionary<string, string?> reply, string error)
    {
        reply.Remove("code");
        reply["error"] = error;
        reply["error_description"] = "<script>evil</script> Exception at Personalize.Web";
    }

    // In the form that the client itself gives them: time, dot, random text.
    private static string Nonce() => $"{TimeProvider.System.GetUtcNow().Ticks}.{Guid.NewGuid():N}";

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string Flip(string text) => text[..40] + (text[40] == 'A' ? 'B' : 'A') + text[41..];

    private static string CodeIn(string reply) => System.Web.HttpUtility.ParseQueryString(new Uri("http://localhost" + reply).Query)["code"]!;
}
