using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Tokens;

internal static class TokensFeature
{
    /// <summary>Access tokens for programs that act for an account: issued for a password, refreshed, and recognised.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSettings<TokenOptions, TokenOptionsValidator>(TokenOptions.Section)
        .AddSingleton<SigningKeyRing>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<ApiSessions>()
        .AddScoped<TokenSignIn>();

    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder routes) => routes.MapTokenApi();
}
