using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Tests.Support;

/// <summary>Accounts that are signed in without going through the sign-in page.</summary>
internal static class TestSessions
{
    /// <summary>Adds an account with that role and a session of it.</summary>
    /// <returns>Name and value of the cookie that a browser of it would send.</returns>
    public static async Task<(string Name, string Value)> SignInAsync(this PersonalizeApp app, AccountRole role)
    {
        var (principal, session) = await SessionAsync(app, role);
        var cookie = app.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(AccessSchemes.Cookie);
        var ticket = new AuthenticationTicket(
            principal, new AuthenticationProperties { IssuedUtc = session.CreatedAt, ExpiresUtc = session.ExpiresAt }, AccessSchemes.Cookie);
        return (cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket));
    }

    /// <summary>Adds an account with that role and a session of it.</summary>
    /// <returns>The account as requests and circuits of that session see it.</returns>
    public static async Task<ClaimsPrincipal> PrincipalAsync(this PersonalizeApp app, AccountRole role) =>
        (await SessionAsync(app, role)).Principal;

    private static async Task<(ClaimsPrincipal Principal, AccountSession Session)> SessionAsync(PersonalizeApp app, AccountRole role)
    {
        var (account, session) = await AddAsync(app, role);
        var identity = new ClaimsIdentity(
            [
                new Claim(ActorClaims.Id, account.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(ActorClaims.Kind, nameof(ActorKind.Account)),
                new Claim(ActorClaims.Name, account.UserName!),
                new Claim(ActorClaims.Role, role.ToString()),
                new Claim(ActorClaims.Stamp, SessionMark.Of(account.SecurityStamp, session.Id)),
                new Claim(ActorClaims.Session, session.Id.ToString()),
                new Claim(ActorClaims.ProvedAt, session.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ], AccessSchemes.Cookie, ActorClaims.Name, ActorClaims.Role);
        return (new ClaimsPrincipal(identity), session);
    }

    /// <summary>A browser in which somebody with that role is signed in, as far as HTTP sees it.</summary>
    public static async Task<HttpClient> CreateBrowserAsync(this PersonalizeApp app, AccountRole role)
    {
        var (name, value) = await app.SignInAsync(role);
        var client = app.CreateStranger();
        client.DefaultRequestHeaders.Add("Cookie", $"{name}={value}");
        return client;
    }

    private static async Task<(Account Account, AccountSession Session)> AddAsync(PersonalizeApp app, AccountRole role)
    {
        var now = app.Get<TimeProvider>().GetUtcNow();
        var name = $"{role}-{Guid.NewGuid():N}@example.org".ToLowerInvariant();
        var account = new Account
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Email = name,
            NormalizedEmail = name.ToUpperInvariant(),
            DisplayName = $"Test {role}",
            SecurityStamp = Guid.NewGuid().ToString("N"),
            Role = role,
            CreatedAt = now,
        };
        await using var db = await app.OpenDatabaseAsync();
        db.Accounts.Add(account);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            Kind = SessionKind.Browser,
            Method = "password",
            Device = "Test",
            Network = "127.0.0.1",
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now.AddHours(12),
        };
        db.AccountSessions.Add(session);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (account, session);
    }
}
