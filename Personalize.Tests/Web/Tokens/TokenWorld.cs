using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.Web.Tokens;

/// <summary>Accounts with passwords, and programs that sign in with them.</summary>
internal static class TokenWorld
{
    public const string Password = "correct horse battery";

    public static async Task<Account> AddAccountAsync(this PersonalizeApp app, AccountRole role)
    {
        var name = $"{Guid.NewGuid():N}@example.org";
        var account = new Account
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Email = name,
            NormalizedEmail = name.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            Role = role,
            CreatedAt = app.Get<TimeProvider>().GetUtcNow(),
        };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await using var db = await app.OpenDatabaseAsync();
        db.Accounts.Add(account);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return account;
    }

    public static async Task ChangeAsync(this PersonalizeApp app, Account account, Action<Account> change)
    {
        await using var db = await app.OpenDatabaseAsync();
        change(await db.Accounts.SingleAsync(row => row.Id == account.Id, TestContext.Current.CancellationToken));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static Task<Answer> SignInAsync(this HttpClient client, string email, string password = Password) => client.SendAsync(
        "POST", "/api/auth/token", $$"""{"grant":"password","email":"{{email}}","password":"{{password}}"}""");

    public static Task<Answer> RefreshAsync(this HttpClient client, string token) =>
        client.SendAsync("POST", "/api/auth/token", $$"""{"grant":"refresh_token","refresh_token":"{{token}}"}""");

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, string? token, string address = "/api/users") =>
        (await client.SendAsync("GET", address, null, token is null ? [] : [("Authorization", "Bearer " + token)])).Status;

    public static string Access(this Answer answer) => (string)answer.Body!["access_token"]!;

    public static string Refresh(this Answer answer) => (string)answer.Body!["refresh_token"]!;
}
