using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Postgres;

/// <summary>We answer "stored" after a commit; on a server that may forget commits that would be a lie.</summary>
internal static class PostgresDurability
{
    /// <exception cref="UnfitDatabaseException">The server acknowledges commits before they are on disk.</exception>
    public static async Task RequireAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            var value = await db.Database
                .SqlQuery<string>($"SELECT current_setting({setting}) AS \"Value\"")
                .SingleAsync(cancellation);
            if (value != "off") continue;
            throw new UnfitDatabaseException(
                $"PostgreSQL runs with {setting} = off and could lose data that it has acknowledged. "
                + $"Set {setting} = on in postgresql.conf (or for this role or database) and start again.");
        }
    }
}
