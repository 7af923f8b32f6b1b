using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Sqlite;

/// <summary>
/// EF marks a running migration by a row, which outlives a killed process and then blocks every later start for ever.
/// A lock on a file beside the database dies with its process; whoever holds it knows that such a row is a leftover.
/// </summary>
internal static class SqliteMigrationLock
{
    private const string FileSuffix = ".migrating";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>Holds the lock until disposed; null for a database that lives in memory.</returns>
    public static async Task<IAsyncDisposable?> TakeAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var connectionString = db.Database.GetConnectionString();
        var source = new SqliteConnectionStringBuilder(connectionString);
        if (source.Mode is SqliteOpenMode.Memory || source.DataSource is "" or ":memory:") return null;

        var path = Path.GetFullPath(source.DataSource) + FileSuffix;
        var file = await OpenAloneAsync(path, cancellation);
        try
        {
            await RemoveLeftoverAsync(db, cancellation);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<FileStream> OpenAloneAsync(string path, CancellationToken cancellation)
    {
        // The wall clock on purpose: we wait for another process, which knows nothing of a clock that a test holds.
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                // The file stays: deleting it would let a third process lock a new one while a second holds the old.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (IsHeld(problem))
            {
                if (time.GetElapsedTime(started) > Patience)
                {
                    throw new UnfitDatabaseException(
                        $"Another process has been migrating this database for {Patience.TotalMinutes} minutes (it holds {path}). "
                        + "Wait for it to end, or stop it, and start again.", problem);
                }
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Another open holds the file, as opposed to a full disk or a bad path, which no waiting mends.</summary>
    /// <remarks>Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; elsewhere EWOULDBLOCK, 11 on Linux and 35 on macOS and BSD.</remarks>
    private static bool IsHeld(IOException problem) => OperatingSystem.IsWindows()
        ? (problem.HResult & 0xFFFF) is 32 or 33
        : problem.HResult is 11 or 35;

    private static async Task RemoveLeftoverAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var tables = await db.Database
            .SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .SingleAsync(cancellation);
        if (tables > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", cancellation);
    }
}
