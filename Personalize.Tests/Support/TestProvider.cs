using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Personalize.Tests.Support;

/// <summary>
/// An OpenID Connect provider on a port of its own: metadata, keys, authorization with PKCE, tokens. It follows the protocol,
/// unless a test has it <see cref="Lie"/>.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "personalize-tests";
    public const string ClientSecret = "0Yl-only-the-tests-know";

    private readonly ConcurrentDictionary<string, Grant> _grants = new();
    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, CheckCertificateRevocationList = true });
    private readonly WebApplication _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("personalize-test-provider-").FullName;

    private TestProvider(WebApplication server) => _server = server;

    /// <summary>What it is called where it must be https; <see cref="Line"/> leads from there to its port. Null for its real address.</summary>
    public string? PublicName { get; init; }

    /// <summary>What it calls itself.</summary>
    public string Issuer => PublicName ?? Address;

    /// <summary>How a server gets through to it under its public name.</summary>
    public HttpMessageHandler Line => new ToPort(this);

    private string Address => _server.Urls.First();

    public TestIdTokens Tokens { get; } = new();

    /// <summary>Who is signed in at the provider, as claims: "sub" and whatever else it would tell of them.</summary>
    public JsonObject Person { get; set; } = Somebody();

    /// <summary>How it departs from the protocol; reset it after use.</summary>
    public ProviderLie Lie { get; set; } = new();

    /// <summary>What it was last asked to tell of somebody: the parameters of the authorization request.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    /// <summary>How often somebody came with a code, and what they were told.</summary>
    public ConcurrentQueue<string> TokenAnswers { get; } = new();

    /// <summary>Settings of a server that trusts this provider.</summary>
    public Dictionary<string, string> Settings
    {
        get
        {
            var secret = Path.Combine(_folder, "secret");
            File.WriteAllText(secret, ClientSecret + "\n");
            return new(StringComparer.Ordinal)
            {
                ["Personalize:OpenIdConnect:Authority"] = Issuer,
                ["Personalize:OpenIdConnect:ClientId"] = ClientId,
                ["Personalize:OpenIdConnect:ClientSecretFile"] = secret,
                ["Personalize:OpenIdConnect:DisplayName"] = "Example ID",
            };
        }
    }

    public static async Task<TestProvider> StartAsync(ProviderLie? lie = null, string? publicName = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new TestProvider(builder.Build()) { Lie = lie ?? new(), PublicName = publicName };
        provider.Map();
        await provider._server.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Somebody nobody has heard of before.</summary>
    public static JsonObject Somebody() => new() { ["sub"] = Guid.NewGuid().ToString("N"), ["name"] = "Anna Example" };

    /// <summary>What a browser does at the provider: opens the address, and is sent back.</summary>
    /// <returns>Where to; an address of ours with the reply.</returns>
    public async Task<string> AuthorizeAsync(string address)
    {
        using var answer = await _browser.GetAsync(Real(new Uri(address)), TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status302Found, (int)answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Answers nobody any more.</summary>
    public Task StopAsync() => _server.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _browser.Dispose();
        Tokens.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Map()
    {
        _server.MapGet("/.well-known/openid-configuration", () => Lie.MetadataAnswer?.Invoke() ?? Json(Metadata()));
        _server.MapGet("/keys", () => Json(Tokens.Keys()));
        _server.MapGet("/authorize", Authorize);
        _server.MapPost("/token", async (HttpRequest request) =>
        {
            var answer = Lie.TokenAnswer?.Invoke() ?? Redeem(await request.ReadFormAsync());
            TokenAnswers.Enqueue(answer is IStatusCodeHttpResult { StatusCode: { } status } ? $"{status}" : "200");
            return answer;
        });
    }

    private JsonObject Metadata()
    {
        var metadata = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["authorization_response_iss_parameter_supported"] = true,
        };
        Lie.Metadata?.Invoke(metadata);
        return metadata;
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        Asked = asked;
        string[] needed = ["client_id", "response_type", "redirect_uri", "state", "nonce", "code_challenge", "code_challenge_method"];
        if (needed.Except(asked.Keys).Any() || asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256")
            return Results.BadRequest("invalid_request");
        var (code, redirect) = (Guid.NewGuid().ToString("N"), asked["redirect_uri"]);
        _grants[code] = new Grant(redirect, asked["code_challenge"], asked["nonce"], (JsonObject)Person.DeepClone());
        var reply = new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = asked["state"], ["iss"] = Issuer };
        Lie.Reply?.Invoke(reply);
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, reply));
    }

    private IResult Redeem(IFormCollection form)
    {
        // Taken out first: a code is good for one attempt.
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            return Refused("invalid_client");
        if (!_grants.TryRemove(form["code"].ToString(), out var grant) || form["grant_type"] != "authorization_code"
            || form["redirect_uri"] != grant.RedirectUri || Challenge(form["code_verifier"].ToString()) != grant.Challenge)
            return Refused("invalid_grant");
        var claims = (JsonObject)grant.Person.DeepClone();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        claims["iss"] = Issuer;
        claims["aud"] = ClientId;
        claims["iat"] = now;
        claims["nbf"] = now;
        claims["exp"] = now + 300;
        claims["nonce"] = grant.Nonce;
        Lie.Claims?.Invoke(claims);
        var answer = new JsonObject
        {
            ["access_token"] = Guid.NewGuid().ToString("N"),
            ["token_type"] = "Bearer",
            ["id_token"] = (Lie.Seal ?? ((tokens, payload) => tokens.Right(payload)))(Tokens, claims),
        };
        Lie.Answer?.Invoke(answer);
        return Json(answer);
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static IResult Refused(string error) => Results.Text(
        new JsonObject { ["error"] = error, ["error_description"] = "told to the client only" }.ToJsonString(), "application/json", statusCode: 400);

    private static IResult Json(JsonObject value) => Results.Text(value.ToJsonString(), "application/json");

    private Uri Real(Uri address) => new(new Uri(Address), address.PathAndQuery);

    private sealed record Grant(string RedirectUri, string Challenge, string Nonce, JsonObject Person);

    private sealed class ToPort(TestProvider provider) : DelegatingHandler(new HttpClientHandler { CheckCertificateRevocationList = true })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.StartsWith(provider.Issuer, request.RequestUri!.ToString(), StringComparison.Ordinal);
            request.RequestUri = provider.Real(request.RequestUri);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
