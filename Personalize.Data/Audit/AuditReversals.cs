namespace Personalize.Data.Audit;

/// <summary>Which entries are taken back, and by which.</summary>
internal static class AuditReversals
{
    private const string Deletion = "customer.delete";
    private const string Restoration = "customer.restore";

    /// <returns>By the number of the entry taken back, the entry that did it.</returns>
    public static async Task<IReadOnlyDictionary<long, AuditEntry>> OfAsync(
        PersonalizeDb db, IReadOnlyCollection<AuditEntry> entries, CancellationToken cancellation)
    {
        var undos = new List<AuditEntry>();
        foreach (var subjects in entries.Where(AuditUndo.IsKnown).GroupBy(entry => entry.SubjectKind))
        {
            // By the subject, which there is an index for: taking back concerns the same one.
            var kind = subjects.Key;
            string[] ids = [.. subjects.Select(entry => entry.SubjectId).Distinct()];
            var rows = await AuditRows.ReadAsync(
                db.AuditEntries.Where(entry => entry.SubjectKind == kind && ids.Contains(entry.SubjectId)
                    && (entry.Undoes != null || entry.Action == Restoration)),
                cancellation);
            undos.AddRange(rows.Select(row => row.Entry).OfType<AuditEntry>());
        }

        // The newest first: an undo that was taken back itself holds no more.
        var holding = new Dictionary<long, AuditEntry>();
        foreach (var undo in undos.Where(entry => entry.Undoes is not null).OrderByDescending(entry => entry.Sequence))
        {
            if (!holding.ContainsKey(undo.Sequence)) holding.TryAdd(undo.Undoes!.Value, undo);
        }

        // Who brings a customer back elsewhere than from the trail names no entry; it is the deletion before.
        foreach (var deletion in entries.Where(entry => entry.Action == Deletion))
        {
            var restored = undos.Where(undo => undo.Action == Restoration && undo.SubjectId == deletion.SubjectId && undo.Sequence > deletion.Sequence);
            if (restored.MinBy(undo => undo.Sequence) is { } first) holding.TryAdd(deletion.Sequence, first);
        }

        return holding;
    }
}
