using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Accounts;

/// <summary>
/// One account per role, so that the first command leads to a live page in one click. In development only; a database that
/// has them and is then used in earnest has them switched off when the server starts.
/// </summary>
internal sealed class DemoAccounts(IDbContextFactory<PersonalizeDb> databases, IHostEnvironment environment, TimeProvider clock)
{
    /// <summary>No mail can ever go there, and no real account may have such an address.</summary>
    public const string Domain = "@demo.localhost";

    /// <summary>How sessions that began by their button are marked.</summary>
    public const string Method = "demo";

    /// <summary>Their normalised addresses, for LIKE.</summary>
    public static readonly string Pattern = "%" + Domain.ToUpperInvariant();

    private static readonly AccountRole[] Roles = [AccountRole.Admin, AccountRole.Analyst, AccountRole.Operator];

    /// <summary>Most rights first; none outside development.</summary>
    public IReadOnlyList<AccountRole> Offered => environment.IsDevelopment() ? Roles : [];

    public static string EmailOf(AccountRole role) => role.ToString().ToLowerInvariant() + Domain;

    /// <summary>Whether it is one of them, and they are offered here.</summary>
    public bool Owns(Account account) => Offered.Count > 0 && account.Email!.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null outside development, and for a role that is none.</returns>
    public async Task<Account?> FindAsync(string? role, CancellationToken cancellation)
    {
        if (!Offered.Select(offered => offered.ToString()).Contains(role, StringComparer.Ordinal))
            return null;
        var email = EmailOf(Enum.Parse<AccountRole>(role!)).ToUpperInvariant();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Accounts.AsNoTracking()
            .FirstOrDefaultAsync(account => account.NormalizedEmail == email && account.DisabledAt == null, cancellation);
    }

    /// <summary>Adds them in development; switches them off anywhere else.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.OpenAsync(Actor.System(ActionSource.Job), cancellation);
        var present = await db.Accounts.Where(account => EF.Functions.Like(account.NormalizedEmail!, Pattern)).ToListAsync(cancellation);
        if (!environment.IsDevelopment())
        {
            foreach (var account in present)
                account.DisabledAt ??= now;
        }
        else
        {
            foreach (var account in present)
                account.DisabledAt = null;
            db.Accounts.AddRange(Roles.Where(role => present.TrueForAll(account => account.Email != EmailOf(role))).Select(role => Make(role, now)));
        }

        await db.SaveChangesAsync(cancellation);
    }

    // Without a password, so that there is none to guess: the button on the sign-in page is the only way in.
    private static Account Make(AccountRole role, DateTimeOffset now) => new()
    {
        UserName = EmailOf(role),
        NormalizedUserName = EmailOf(role).ToUpperInvariant(),
        Email = EmailOf(role),
        NormalizedEmail = EmailOf(role).ToUpperInvariant(),
        EmailConfirmed = true,
        DisplayName = $"Demo {role}",
        Role = role,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        CreatedAt = now,
    };
}
