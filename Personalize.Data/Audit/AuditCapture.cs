using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Personalize.Data.Audit;

/// <summary>What a save is about to do to one audited row, taken down before the values are accepted.</summary>
internal sealed class AuditCapture
{
    private readonly EntityEntry _row;
    private readonly AuditedType _type;
    private readonly EntityState _state;
    private readonly IReadOnlyList<FieldChange> _changes;

    private AuditCapture(EntityEntry row, AuditedType type, IReadOnlyList<FieldChange> changes) =>
        (_row, _type, _state, _changes) = (row, type, row.State, changes);

    /// <exception cref="InvalidOperationException">An entry of the trail itself would be changed.</exception>
    public static List<AuditCapture> Of(DbContext db)
    {
        var captured = new List<AuditCapture>();
        foreach (var row in db.ChangeTracker.Entries())
        {
            if (row.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (row.Entity is AuditEntry)
                throw new InvalidOperationException("Entries of the audit trail are neither changed nor deleted, and made by no save of their own.");
            if (AuditedType.Find(row.Metadata.ClrType) is not { } type) continue;
            var changes = ChangesOf(row, type);
            if (row.State is not EntityState.Modified || changes.Count > 0) captured.Add(new AuditCapture(row, type, changes));
        }

        return captured;
    }

    /// <summary>To be asked after the save, when new rows have their numbers.</summary>
    public static List<AuditNote> Notes(IReadOnlyList<AuditCapture> captured, AuditDetail detail, long? undoes)
    {
        var counted = detail is AuditDetail.NewOnesCounted ? captured.Where(one => one._state is EntityState.Added).ToList() : [];
        return
        [
            .. counted.GroupBy(one => one._type).Select(group => Count(group.Key, [.. group])),
            .. captured.Except(counted).Select(one => one.Note(undoes)),
        ];
    }

    public override string ToString() => _type.ActionOf(_state, _changes);

    private string Id => Convert.ToString(_row.Property(_type.IdProperty).CurrentValue, CultureInfo.InvariantCulture)!;

    private AuditNote Note(long? undoes) => new(_type.ActionOf(_state, _changes), _type.Kind, Id) { Changes = _changes, Undoes = undoes };

    private static AuditNote Count(AuditedType type, List<AuditCapture> made) =>
        new(type.ActionOf(EntityState.Added, []), type.Kind, AuditNote.Many)
        {
            Changes =
            [
                FieldChange.Of("count", null, made.Count),
                FieldChange.Of("numbers", null, Ranges(made.Select(one => int.Parse(one.Id, CultureInfo.InvariantCulture)).Order())),
            ],
        };

    /// <summary>"1-1000,1004".</summary>
    private static string Ranges(IEnumerable<int> numbers)
    {
        var text = new StringBuilder();
        int? first = null, last = null;
        foreach (var number in numbers)
        {
            if (number != last + 1)
            {
                Close();
                first = number;
            }

            last = number;
        }

        Close();
        return text.ToString();

        void Close()
        {
            if (first is null) return;
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{first}");
            if (last != first) text.Append(CultureInfo.InvariantCulture, $"-{last}");
        }
    }

    private static List<FieldChange> ChangesOf(EntityEntry row, AuditedType type)
    {
        var changes = new List<FieldChange>();
        foreach (var field in type.Fields)
        {
            var (old, now) = ValuesOf(row, field);
            var change = FieldChange.Of(
                FieldChange.NameOf(field), row.State is EntityState.Added ? null : old, row.State is EntityState.Deleted ? null : now);
            if (!FieldChange.Same(change.Old, change.New)) changes.Add(change);
        }

        foreach (var secret in type.Secrets)
        {
            // By value: Identity marks every column as changed, whatever it saves.
            if (row.State is EntityState.Modified && !Equals(row.Property(secret).OriginalValue, row.Property(secret).CurrentValue))
                changes.Add(FieldChange.Secret(FieldChange.NameOf(secret)));
        }

        return changes;
    }

    private static (object? Old, object? Now) ValuesOf(EntityEntry row, string field)
    {
        if (row.Metadata.FindComplexProperty(field) is { } list)
            return (row.State is EntityState.Added ? null : row.OriginalValues[list], row.ComplexCollection(list).CurrentValue);
        var property = row.Property(field);
        return (property.OriginalValue, property.CurrentValue);
    }
}
