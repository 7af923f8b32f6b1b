using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.Web.Tokens;

/// <summary>Every token here is a genuine one, of an account that may, with one thing about it changed.</summary>
public sealed class ForgedTokenTests(ForgedTokenTests.Server server) : IClassFixture<ForgedTokenTests.Server>
{
    // Held, so that a second more or less is not a matter of how fast the machine is.
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<TokenForge, string>> Forgeries = new()
    {
        ["alg none, no signature"] = token => token.Head("alg", "none").With(""),
        ["alg NoNe, no signature"] = token => token.Head("alg", "NoNe").With(""),
        ["alg none, the genuine signature"] = token => token.Head("alg", "none").With(token.GenuineSignature),
        ["no alg"] = token => token.NoHead("alg").Signed(),
        ["HS256 with our public key's bytes as the secret"] = token => token.Head("alg", "HS256").SignedBySecret(token.PublicKey),
        ["HS256 with our public key's PEM as the secret"] = token =>
            token.Head("alg", "HS256").SignedBySecret(Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", token.PublicKey))),
        ["ES256 by another key under our key's name"] = token => token.SignedBy(token.Foreign),
        ["ES384 said, ES256 done"] = token => token.Head("alg", "ES384").Signed(),
        ["RS256 said, ES256 done"] = token => token.Head("alg", "RS256").Signed(),
        ["no kid"] = token => token.NoHead("kid").Signed(),
        ["empty kid"] = token => token.Head("kid", "").Signed(),
        ["kid that nobody has"] = token => token.Head("kid", "nobody").SignedBy(token.Foreign),
        ["kid that climbs to an empty file"] = token =>
            token.Head("alg", "HS256").Head("kid", "../../../../../../dev/null").SignedBySecret([]),
        ["kid that is SQL"] = token => token.Head("kid", "x' UNION SELECT 'key' --").SignedBy(token.Foreign),
        ["jku of the attacker"] = token => token.Head("jku", "https://evil.example/keys").SignedBy(token.Foreign),
        ["jku of the attacker and no kid"] = token => token.NoHead("kid").Head("jku", "https://evil.example/keys").SignedBy(token.Foreign),
        ["x5u of the attacker"] = token => token.Head("x5u", "https://evil.example/cert").SignedBy(token.Foreign),
        ["the attacker's key within"] = token => token.Head("jwk", token.ForeignJwk()).SignedBy(token.Foreign),
        ["a critical header that nobody understands"] = token => token.Head("crit", new JsonArray("b64")).Head("b64", false).Signed(),
        ["expired 30 seconds ago"] = token => token.Claim("exp", Seconds(-30)).Signed(),
        ["not before 31 seconds from now"] = token => token.Claim("nbf", Seconds(31)).Signed(),
        ["no end"] = token => token.NoClaim("exp").Signed(),
        ["another issuer"] = token => token.Claim("iss", "https://evil.example").Signed(),
        ["our issuer with a slash"] = token => token.Claim("iss", "personalize/").Signed(),
        ["no issuer"] = token => token.NoClaim("iss").Signed(),
        ["for others"] = token => token.Claim("aud", new JsonArray("one", "two")).Signed(),
        ["for nobody"] = token => token.NoClaim("aud").Signed(),
        ["typ JWT, as identity tokens have"] = token => token.Head("typ", "JWT").Signed(),
        ["no typ"] = token => token.NoHead("typ").Signed(),
        ["20 KB"] = token => token.Claim("padding", new string('x', 20_000)).Signed(),
        ["role raised, genuine signature"] = token => token.Claim("role", "Admin").With(token.GenuineSignature),
        ["role that the account does not have"] = token => token.Claim("role", "Admin").Signed(),
        ["another account"] = token => token.Claim("sub", "4711").Signed(),
        ["session that is not"] = token => token.Claim("sid", Guid.NewGuid().ToString()).Signed(),
        ["no session"] = token => token.NoClaim("sid").Signed(),
        ["stamp of before"] = token => token.Claim("stamp", "before").Signed(),
        ["signature of zeros"] = token => token.With(new byte[64]),
        ["signature in the other notation"] = token => token.SignedAsDer(),
        ["no signature"] = token => token.With(""),
        ["two parts"] = token => token.Signed()[..token.Signed().LastIndexOf('.')],
        ["five parts"] = token => token.Signed() + ".x.y",
        ["no JSON within"] = _ => "YWJj.YWJj.YWJj",
        ["no Base64"] = _ => "!!.??.**",
    };

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_forged_token_is_nobody(string forgery)
    {
        using var client = server.App.CreateStranger();
        var token = Forgeries[forgery](await ForgeAsync(client));

        var answer = await client.SendAsync("GET", "/api/users", null, ("Authorization", "Bearer " + token));

        Assert.Equal((HttpStatusCode.Unauthorized, "unauthenticated"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_nobody_changed_is_let_in_and_so_is_what_is_off_by_no_more_than_the_skew()
    {
        using var client = server.App.CreateStranger();
        var forge = await ForgeAsync(client);

        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(forge.With(forge.GenuineSignature)));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(forge.Signed()));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(forge.Claim("nbf", Seconds(30)).Signed()));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(forge.Claim("exp", Seconds(-29)).Signed()));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(forge.Claim("aud", new JsonArray("other", "personalize-api")).Signed()));
    }

    [Fact]
    public async Task Two_Authorization_headers_are_a_bad_request_also_when_both_are_good()
    {
        using var client = server.App.CreateStranger();
        var token = (await ForgeAsync(client)).Signed();

        var answer = await client.SendAsync(
            "GET", "/api/users", null, ("Authorization", "Bearer " + token), ("Authorization", "Bearer " + token));

        Assert.Equal((HttpStatusCode.BadRequest, "authorization_twice"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("token")]
    public async Task A_token_in_the_address_is_not_looked_at(string parameter)
    {
        using var client = server.App.CreateStranger();
        var token = (await ForgeAsync(client)).Signed();

        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(null, $"/api/users?{parameter}={token}"));
    }

    private async Task<TokenForge> ForgeAsync(HttpClient client)
    {
        var account = await server.App.AddAccountAsync(AccountRole.Operator);
        return await TokenForge.OpenAsync(server.App, (await client.SignInAsync(account.Email!)).Access());
    }

    private static long Seconds(int fromNow) => Now.ToUnixTimeSeconds() + fromNow;

    public sealed class Server : IAsyncDisposable
    {
        public PersonalizeApp App { get; } = new() { Clock = new FakeTimeProvider(Now) };

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
