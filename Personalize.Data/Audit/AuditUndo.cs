using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>What became of taking an entry back.</summary>
public abstract record UndoOutcome
{
    public sealed record Undone(string SubjectKind, int SubjectId) : UndoOutcome;

    /// <summary>There is no such entry, or its subject is gone.</summary>
    public sealed record NotFound : UndoOutcome;

    /// <summary>Such an entry cannot be taken back.</summary>
    /// <param name="Reason">In words.</param>
    public sealed record Impossible(string Reason) : UndoOutcome;

    /// <summary>These fields have other values by now than the entry gave them, so that taking it back would destroy a later change.</summary>
    public sealed record Conflict(IReadOnlyList<string> Fields) : UndoOutcome;
}

/// <summary>Takes edits back: puts the old values into the fields of one entry, and writes that down as well.</summary>
public sealed class AuditUndo(IDbContextFactory<PersonalizeDb> contexts, AuditTrail trail)
{
    /// <returns>Whether taking it back can be tried at all; a deletion only for a while.</returns>
    public static bool IsKnown(AuditEntry entry) => entry.Action is "customer.update" or "item.update" or "customer.delete" or "live-limits.update";

    /// <param name="deletedAfter">Deletions before this instant stay.</param>
    public Task<UndoOutcome> UndoAsync(Actor actor, long sequence, DateTimeOffset deletedAfter, CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        return ContendedInsert.RepeatAsync(() => OnceAsync(actor, sequence, deletedAfter, cancellation));
    }

    private async Task<UndoOutcome> OnceAsync(Actor actor, long sequence, DateTimeOffset deletedAfter, CancellationToken cancellation)
    {
        await using var db = await contexts.OpenAsync(actor, cancellation);
        db.Undoes = sequence;
        if (await trail.FindAsync(db, sequence, cancellation) is not { } line) return new UndoOutcome.NotFound();
        if (!IsKnown(line.Entry)) return new UndoOutcome.Impossible($"'{line.Entry.Action}' cannot be taken back.");
        actor.Demand(line.Entry.SubjectKind switch
        {
            Subjects.Customer => Right.EditCustomers,
            Subjects.LiveLimits => Right.SetLimits,
            _ => Right.EditItems,
        });
        if (line.UndoneBy is { Entry: var undo }) return new UndoOutcome.Impossible($"It was taken back before, by entry {undo.Sequence}.");
        if (line.Values is not AuditValues.Readable) return new UndoOutcome.Impossible("Its old values cannot be read any more.");
        var id = int.Parse(line.Entry.SubjectId, CultureInfo.InvariantCulture);
        if (await FindAsync(db, line.Entry.SubjectKind, id, cancellation) is not { } row) return new UndoOutcome.NotFound();
        if (IsDeletedBefore(row, deletedAfter)) return new UndoOutcome.Impossible("The customer is deleted, and the time to take that back is over.");

        string[] changed = [.. line.Changes.Where(change => !FieldChange.Same(change.New, FieldChange.ToJson(ValueOf(row, change.Field)))).Select(change => change.Field)];
        if (changed.Length > 0) return new UndoOutcome.Conflict(changed);
        foreach (var change in line.Changes) PutBack(row, change);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException taken) when (taken.IsDuplicateKey())
        {
            return new UndoOutcome.Conflict([line.Entry.SubjectKind == Subjects.Customer ? "customer_id" : "sku"]);
        }

        return new UndoOutcome.Undone(line.Entry.SubjectKind, id);
    }

    private static async Task<EntityEntry?> FindAsync(PersonalizeDb db, string kind, int id, CancellationToken cancellation)
    {
        object? row = kind switch
        {
            Subjects.Customer => await db.Customers.IgnoreQueryFilters().FirstOrDefaultAsync(customer => customer.Id == id, cancellation),
            Subjects.LiveLimits => await db.LiveLimits.FirstOrDefaultAsync(limits => limits.Id == id, cancellation),
            _ => await db.Items.FirstOrDefaultAsync(item => item.Id == id, cancellation),
        };
        return row is null ? null : db.Entry(row);
    }

    private static bool IsDeletedBefore(EntityEntry row, DateTimeOffset limit) =>
        row.Entity is Customers.Customer { DeletedAt: { } at } && at <= limit;

    private static string PropertyOf(EntityEntry row, string field) =>
        AuditedType.Find(row.Metadata.ClrType)!.Fields.Single(property => FieldChange.NameOf(property) == field);

    private static object? ValueOf(EntityEntry row, string field)
    {
        var name = PropertyOf(row, field);
        return row.Metadata.FindComplexProperty(name) is { } list ? row.ComplexCollection(list).CurrentValue : row.Property(name).CurrentValue;
    }

    private static void PutBack(EntityEntry row, FieldChange change)
    {
        var name = PropertyOf(row, change.Field);
        if (row.Metadata.FindComplexProperty(name) is { } list)
            row.ComplexCollection(list).CurrentValue = (IList?)FieldChange.FromJson(change.Old, list.ClrType);
        else
            row.Property(name).CurrentValue = FieldChange.FromJson(change.Old, row.Property(name).Metadata.ClrType);
    }
}
