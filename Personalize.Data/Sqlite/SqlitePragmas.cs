using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Personalize.Data.Sqlite;

/// <summary>Settings that SQLite keeps per connection, and that our promises rest on.</summary>
internal static class SqlitePragmas
{
    // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits when power fails, and we acknowledge after commit.
    // The busy timeout stands first because switching to WAL needs the lock itself.
    private const string Settings =
        "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    // For the journal's one connection: its indexes are written at random places, and the usual 2 MB would go through
    // the file again and again.
    private const string WriterCache = "PRAGMA cache_size=-65536;";

    public static IInterceptor OnOpen { get; } = new Interceptor();

    public static void Apply(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public static void ApplyForWriter(SqliteConnection connection)
    {
        Apply(connection);
        using var command = connection.CreateCommand();
        command.CommandText = WriterCache;
        command.ExecuteNonQuery();
    }

    private sealed class Interceptor : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Apply((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply((SqliteConnection)connection);
            return Task.CompletedTask;
        }
    }
}
