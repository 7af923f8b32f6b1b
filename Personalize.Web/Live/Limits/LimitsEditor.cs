using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Live;

namespace Personalize.Web.Live.Limits;

/// <summary>Keeps the limits of the verdict; each change is written down, and can be taken back from the audit trail.</summary>
internal sealed class LimitsEditor(IDbContextFactory<PersonalizeDb> databases, LiveOverview overview)
{
    /// <returns>What held before.</returns>
    public async Task<LiveLimits> SaveAsync(Actor actor, LiveLimits limits, CancellationToken cancellation)
    {
        actor.Demand(Right.SetLimits);
        await using var db = await databases.OpenAsync(actor, cancellation);
        var row = await db.LiveLimits.SingleAsync(one => one.Id == LiveLimits.OnlyId, cancellation);
        var before = new LiveLimits();
        foreach (var field in LimitsDraft.Fields)
        {
            field.Write(before, field.Read(row));
            field.Write(row, field.Read(limits));
        }

        await db.SaveChangesAsync(cancellation);
        overview.RecordLimits(row);
        return before;
    }

    /// <summary>Brings the overview up to date with what somebody else, or another server, has set.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        overview.RecordLimits(await db.LiveLimits.AsNoTracking().SingleAsync(row => row.Id == LiveLimits.OnlyId, cancellation));
    }
}
