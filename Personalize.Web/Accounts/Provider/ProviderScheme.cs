using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Personalize.Web.Access;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Accounts.Provider;

/// <summary>
/// How we speak with the provider: authorization code with PKCE, state and nonce; ID tokens signed by a key of its own,
/// for us, from the one issuer. Its tokens are read once and not kept.
/// </summary>
internal sealed class ProviderScheme(
    IOptions<ProviderOptions> provider, IHostEnvironment environment, CookieStyle style, ILogger<ProviderMetadata> log)
    : IConfigureNamedOptions<OpenIdConnectOptions>, IPostConfigureOptions<OpenIdConnectOptions>
{
    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // None with a shared secret: somebody could sign with what is public.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != ProviderFeature.Scheme)
            return;
        var settings = provider.Value;
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.ClientId = settings.ClientId;
        options.ClientSecret = ProviderSecret.Of(settings);
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            options.Scope.Add(scope);

        // By query: a form posted from another site would come without our cookies.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = ProviderRoutes.Callback;
        options.SignInScheme = AccessSchemes.Cookie;
        options.EventsType = typeof(ProviderReplies);
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = Patience;
        options.ProtocolValidator.NonceLifetime = Patience;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.BackchannelHttpHandler ??= new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        options.TokenHandler = new SignedIdTokens();
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.ExpectedIssuer,
            ValidAudience = settings.ClientId,
            ValidAlgorithms = Algorithms,
            ValidateIssuerSigningKey = true,
            ClockSkew = ClockSkew,
        };
        Keep(options.CorrelationCookie, "started");
        Keep(options.NonceCookie, "nonce");
    }

    // After the framework, which by then has made the HTTP client, but asks nobody whether the metadata is the right one's.
    public void PostConfigure(string? name, OpenIdConnectOptions options)
    {
        if (name != ProviderFeature.Scheme)
            return;
        options.Backchannel.MaxResponseContentBufferSize = LargestAnswer;
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.MetadataAddress!,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata },
            new ProviderMetadata(provider.Value.ExpectedIssuer, environment, log));
    }

    private void Keep(CookieBuilder cookie, string purpose)
    {
        cookie.Name = style.NameOf(purpose) + ".";
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = style.Security;
    }
}
