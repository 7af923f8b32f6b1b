using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Shell;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether the database takes writes.</summary>
internal sealed class DatabasePart(IDbContextFactory<PersonalizeDb> databases, DatabaseLocation location, TimeProvider clock) : IPart
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public string Name => "Database";

    public string Purpose => "keeps all that is stored";

    private string Kind => location.Kind == DatabaseKind.Sqlite ? "SQLite" : "PostgreSQL";

    private string WhereToLook => location.Kind == DatabaseKind.Sqlite
        ? "Look whether the database file is in the data folder, is writable, and the disk has room."
        : $"Look whether the PostgreSQL server runs and lets this program in, as '{DatabaseLocation.ConnectionKey}' says.";

    public async Task<Finding> LookAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception away) when (away is DbException or InvalidOperationException or TimeoutException)
        {
            return new Finding(
                PartState.Down, $"{Kind} takes no writes ({away.GetBaseException().GetType().Name}).",
                WhereToLook + " It is tried again every 2 seconds; nothing has to be restarted.");
        }

        var took = clock.GetElapsedTime(start);
        return took < Slow
            ? Finding.Working($"{Kind} takes writes, the last in {Numbers.Milliseconds(took.TotalMilliseconds)}.")
            : new Finding(
                PartState.Degraded, $"{Kind} takes writes, but the last took {Numbers.Milliseconds(took.TotalMilliseconds)}.",
                "Look at the slow statements below, at a running import, and at what else uses the disk.");
    }

    // Writing a value over itself takes every lock and disk step of a real write.
    private async Task WriteAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.DecaySettings.ExecuteUpdateAsync(
            row => row.SetProperty(setting => setting.RatePerDay, setting => setting.RatePerDay), cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
