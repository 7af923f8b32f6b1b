using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Import.Running;

/// <summary>Writes the beginning and the end of imports into the audit trail; their rows write themselves.</summary>
internal sealed class ImportNotes(IDbContextFactory<PersonalizeDb> databases)
{
    public Task BeginAsync(Actor actor, Data.Imports.Import row, CancellationToken cancellation) => WriteAsync(
        actor, row, "import.begin",
        [
            FieldChange.Of("file_name", null, row.FileName),
            FieldChange.Of("file_size", null, row.FileSize),
            FieldChange.Of("content_hash", null, row.ContentHash),
        ], cancellation);

    public Task CancelAsync(Actor actor, Data.Imports.Import row, CancellationToken cancellation) =>
        WriteAsync(actor, row, "import.cancel", [], cancellation);

    public Task EndAsync(Actor actor, Data.Imports.Import row, CancellationToken cancellation) => WriteAsync(
        actor, row, "import.end",
        [
            FieldChange.Of("state", null, row.State),
            FieldChange.Of("kind", null, row.Kind),
            FieldChange.Of("content_hash", null, row.ContentHash),
            FieldChange.Of("rows_read", null, row.RowsRead),
            FieldChange.Of("created", null, row.Created),
            FieldChange.Of("updated", null, row.Updated),
            FieldChange.Of("unchanged", null, row.Unchanged),
            FieldChange.Of("rejected", null, row.Rejected),
            FieldChange.Of("new_customers", null, row.NewCustomers),
            FieldChange.Of("new_items", null, row.NewItems),
        ], cancellation);

    private async Task WriteAsync(
        Actor actor, Data.Imports.Import row, string action, IReadOnlyList<FieldChange> changes, CancellationToken cancellation)
    {
        await using var db = await databases.OpenAsync(actor, cancellation);
        await db.NoteAsync([new AuditNote(action, Subjects.Import, row.Id.ToString()) { Changes = changes }], cancellation);
    }
}
