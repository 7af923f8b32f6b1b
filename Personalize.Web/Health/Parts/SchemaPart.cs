using System.Data.Common;
using Personalize.Data;

namespace Personalize.Web.Health.Parts;

/// <summary>
/// Whether the tables are those that this program knows. Checked at the start as well; but a backup may be put in place under
/// a running server.
/// </summary>
internal sealed class SchemaPart(DatabaseSetup setup, TimeProvider clock) : IPart
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    private Finding? _last;
    private long _askedAt;

    public string Name => "Schema";

    public string Purpose => "the tables that this version needs";

    public async Task<Finding> LookAsync(CancellationToken cancellation)
    {
        if (_last is { State: PartState.Working } && clock.GetElapsedTime(_askedAt) < Lasts)
            return _last;
        try
        {
            var pending = await setup.PendingMigrationsAsync(cancellation);
            (_last, _askedAt) = (FindingOf(pending), clock.GetTimestamp());
            return _last;
        }
        catch (Exception away) when (away is DbException or InvalidOperationException or TimeoutException)
        {
            // That the database is away is told by the part that says so.
            return _last ?? new Finding(PartState.Starting, "Cannot be read while the database is away.", "Bring the database back first.");
        }
    }

    private static Finding FindingOf(IReadOnlyList<string> pending) => pending.Count == 0
        ? Finding.Working("All migrations are applied.")
        : new Finding(
            PartState.Down, $"{pending.Count} migration(s) are missing, the first being '{pending[0]}'.",
            "Run the program once with --migrate, or put back the database that belongs to this version.");
}
