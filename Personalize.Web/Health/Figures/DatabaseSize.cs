using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Health.Figures;

/// <summary>Asks the database how large it is: a look into its own books on SQLite, a sum over its files on PostgreSQL.</summary>
internal sealed class DatabaseSize(IDbContextFactory<PersonalizeDb> databases)
{
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return db.Database.ProviderName?.Contains("Sqlite", StringComparison.Ordinal) == true
            ? await db.Database.SqlQueryRaw<long>(
                "SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()").SingleAsync(cancellation)
            : await db.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancellation);
    }
}
