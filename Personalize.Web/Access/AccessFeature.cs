using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Personalize.Data.Accounts;
using Personalize.Web.ApiKeys;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Tokens;

namespace Personalize.Web.Access;

internal static class AccessFeature
{
    /// <summary>Policy of the few pages that are open to somebody who still owes a second factor.</summary>
    public const string EvenOwing = nameof(EvenOwing);

    // An open page connects by itself, again and again if need be; what people do on it is told by the browser's half of the shell.
    private static readonly PathString[] ConnectsByItself = ["/_blazor", "/hubs"];

    /// <summary>Who may do what: a policy for each right, and nothing for those who have not said who they are.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<SessionLimits>();
        services.AddSingleton<Standing>();
        services.AddSingleton<CallerStanding>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResults>();
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddScoped<CircuitState>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitState>());
        services.AddScoped<CircuitHandler, CircuitWatch>();
        services.AddScoped<PageActor>();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(AccessSchemes.ByRequest)
            .AddPolicyScheme(AccessSchemes.ByRequest, null, options => options.ForwardDefaultSelector = SchemeFor)
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(AccessSchemes.ApiKey, null)
            .AddScheme<AccessTokenOptions, AccessTokenHandler>(AccessSchemes.Bearer, null)
            .AddCookie(AccessSchemes.Cookie);
        services.AddOptions<CookieAuthenticationOptions>(AccessSchemes.Cookie).Configure<CookieStyle>(Configure);
        var policies = services.AddAuthorizationBuilder().SetFallbackPolicy(SignedIn()).SetDefaultPolicy(SignedIn());
        policies.AddPolicy(EvenOwing, policy => policy.RequireAuthenticatedUser());
        foreach (var right in Enum.GetValues<Right>())
            policies.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
        return services;
    }

    private static AuthorizationPolicy SignedIn() => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => !ActorClaims.Owes(context.User))
        .Build();

    private static string SchemeFor(HttpContext context)
    {
        if (!AccessSchemes.TakesTokens(context.Request))
            return AccessSchemes.Cookie;
        return ApiKeyHandler.SecretIn(context.Request) is null ? AccessSchemes.Bearer : AccessSchemes.ApiKey;
    }

    private static void Configure(CookieAuthenticationOptions cookie, CookieStyle style)
    {
        cookie.Cookie.Name = style.Name;
        cookie.Cookie.SecurePolicy = style.Security;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.HttpOnly = true;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = AccessResults.SignInPath;
        cookie.ReturnUrlParameter = AccessResults.ReturnKey;
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var standing = context.HttpContext.RequestServices.GetRequiredService<Standing>();
            if (!await standing.HoldsAsync(context.Principal!, context.HttpContext.RequestAborted))
                context.RejectPrincipal();
            else if (!Array.Exists(ConnectsByItself, root => context.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase)))
                await standing.NoteUseAsync(context.Principal!, context.HttpContext.RequestAborted);
        };
    }
}
