using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Own;
using Personalize.Web.Accounts.Passkeys;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Accounts;

internal static class AccountsFeature
{
    /// <summary>Who has an account, how they prove it, and the sign-ins that last.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        // Identity works on one context per request; everything else makes its own from the factory.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContext());
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>(); // stateless, and wanted outside requests too
        services.AddIdentityCore<Account>(Configure)
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddPasswordValidator<GuessablePasswords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordLimits.Rounds);
        services.AddAuthentication().AddCookie(IdentityConstants.TwoFactorUserIdScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<CookieStyle>((cookie, style) =>
        {
            cookie.Cookie.Name = style.NameOf("halfway");
            cookie.Cookie.SecurePolicy = style.Security;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            cookie.SlidingExpiration = false;
        });
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            // Found without typing an address, and unlocked by finger, face or PIN: two factors in one.
            passkey.ResidentKeyRequirement = "required";
            passkey.UserVerificationRequirement = "required";
        });
        return services
            .AddSingleton<FactorRule>()
            .AddSingleton<Confirmation>()
            .AddScoped<ConfirmedActor>()
            .AddSingleton<SessionKeeper>()
            .AddHostedService<SessionPurgeService>()
            .AddSingleton<GuessBrake>()
            .AddSingleton<KnownDevices>()
            .AddSingleton<StrangersPassword>()
            .AddSingleton<DemoAccounts>()
            .AddSingleton<OneTimeLinks>()
            .AddSingleton<AccountEditor>()
            .AddSingleton<AccountDirectory>()
            .AddScoped<FirstAdmin>()
            .AddScoped<PasswordLink>()
            .AddScoped<SecondFactor>()
            .AddScoped<Halfway>()
            .AddScoped<OwnAccount>()
            .AddSingleton<SpentChallenges>()
            .AddScoped<PasskeyCeremony>()
            .AddScoped<PasswordCheck>()
            .AddScoped<BrowserSignIn>();
    }

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SignOut.Path, SignOut.RunAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(PasskeyRoutes.CreationPath, PasskeyRoutes.CreationOptionsAsync).RequireAuthorization(AccessFeature.EvenOwing).ExcludeFromDescription();
        routes.MapPost(PasskeyRoutes.RequestPath, PasskeyRoutes.RequestOptionsAsync).AllowAnonymous().Costs(RequestCost.SignIn).ExcludeFromDescription();
        return routes;
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = ""; // the user name is the e-mail address, which has rules of its own
        identity.Password.RequiredLength = PasswordLimits.Shortest;
        identity.Password.RequiredUniqueChars = 1;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.AllowedForNewUsers = false; // see GuessBrake
    }
}
