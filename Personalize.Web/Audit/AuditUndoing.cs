using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Live;
using Personalize.Web.Live.Limits;

namespace Personalize.Web.Audit;

/// <summary>Takes an entry back, and tells the live path what changed by that.</summary>
internal sealed class AuditUndoing(AuditUndo undo, LiveState live, ItemDirectory items, LimitsEditor limits, TimeProvider clock)
{
    public async Task<UndoOutcome> UndoAsync(Actor actor, long sequence, CancellationToken cancellation)
    {
        var outcome = await undo.UndoAsync(actor, sequence, clock.GetUtcNow() - CustomerEditor.UndoWindow, cancellation);
        if (outcome is UndoOutcome.Undone { SubjectKind: Subjects.Customer } customer)
            live.Drop(customer.SubjectId, Aspects.Profile | Aspects.Recommendations);
        else if (outcome is UndoOutcome.Undone { SubjectKind: Subjects.LiveLimits })
            await limits.ReloadAsync(CancellationToken.None);
        else if (outcome is UndoOutcome.Undone)
            await items.ReloadAsync(CancellationToken.None); // It is stored, also for those who stay.
        return outcome;
    }

    /// <returns>Whether to offer it.</returns>
    public bool MayTry(AuditLine line) =>
        line.Values is AuditValues.Readable && line.UndoneBy is null && AuditUndo.IsKnown(line.Entry)
        && (line.Entry.Action != "customer.delete" || line.Entry.At > clock.GetUtcNow() - CustomerEditor.UndoWindow);
}
