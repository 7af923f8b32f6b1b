using Personalize.Data.Audit;

namespace Personalize.Data.Imports;

/// <summary>What the audit trail says of an import itself; its rows write themselves.</summary>
internal static class ImportNotes
{
    public const string BeginAction = "import.begin";

    public static AuditNote Begun(Import import) => Note(
        BeginAction, import,
        FieldChange.Of("file_name", null, import.FileName),
        FieldChange.Of("file_size", null, import.FileSize),
        FieldChange.Of("content_hash", null, import.ContentHash));

    public static AuditNote Cancelled(Import import) => Note("import.cancel", import);

    public static AuditNote Ended(Import import) => Note(
        "import.end", import,
        FieldChange.Of("state", null, import.State),
        FieldChange.Of("kind", null, import.Kind),
        FieldChange.Of("content_hash", null, import.ContentHash),
        FieldChange.Of("rows_read", null, import.RowsRead),
        FieldChange.Of("created", null, import.Created),
        FieldChange.Of("updated", null, import.Updated),
        FieldChange.Of("unchanged", null, import.Unchanged),
        FieldChange.Of("rejected", null, import.Rejected),
        FieldChange.Of("new_customers", null, import.NewCustomers),
        FieldChange.Of("new_items", null, import.NewItems));

    public static string IdOf(Guid import) => import.ToString();

    private static AuditNote Note(string action, Import import, params FieldChange[] changes) =>
        new(action, Subjects.Import, IdOf(import.Id)) { Changes = changes };
}
