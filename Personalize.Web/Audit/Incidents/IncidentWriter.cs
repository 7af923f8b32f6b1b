using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Audit.Incidents;

/// <summary>Writes into the audit trail, each minute and once more at the end, what was refused since.</summary>
internal sealed partial class IncidentWriter(
    IncidentTally tally, IDbContextFactory<PersonalizeDb> databases, TimeProvider clock, ILogger<IncidentWriter> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    internal async Task WriteAsync(CancellationToken cancellation)
    {
        var taken = tally.Take();
        if (taken.Count == 0)
            return;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            foreach (var actor in taken.GroupBy(pair => (pair.Key.ActorKind, pair.Key.ActorId, pair.Key.Source)))
            {
                db.Actor = new Actor(actor.Key.ActorKind, actor.Key.ActorId, FrozenSet<Right>.Empty, actor.Key.Source, RequestId: null);
                await db.NoteAsync([.. actor.Select(pair => NoteOf(pair.Key, pair.Value))], cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
        catch
        {
            tally.GiveBack(taken);
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was counted since the last tick is written below.
        }

        await TryAsync(CancellationToken.None);
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(failure);
        }
    }

    private static AuditNote NoteOf(Incident incident, int count) => new(incident.Action, incident.Subject.Kind, incident.Subject.Id)
    {
        Changes =
        [
            FieldChange.Of("count", null, count),
            FieldChange.Of("reason", null, incident.Reason),
            .. incident.Area is { } area ? [FieldChange.Of("network", null, area)] : Array.Empty<FieldChange>(),
        ],
    };

    [LoggerMessage(1002, LogLevel.Error, "Refusals could not be written into the audit trail; trying again in a minute")]
    private partial void LogFailed(Exception failure);
}
