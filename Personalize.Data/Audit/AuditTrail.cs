using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>Reads the audit trail, and opens its values for those who may.</summary>
/// <threadsafety>Any number of callers.</threadsafety>
public sealed class AuditTrail(IDbContextFactory<PersonalizeDb> contexts, AuditWriter writer)
{
    private const int StreamedAtOnce = 500;

    /// <param name="before">Entries older than this one; null for the newest.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<AuditLine>> PageAsync(
        Actor actor, AuditFilter filter, long? before, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var entries = await filter.ApplyAsync(db, cancellation);
        if (before is { } limit) entries = entries.Where(entry => entry.Sequence < limit);
        return await LinesAsync(db, entries.OrderByDescending(entry => entry.Sequence).Take(count), cancellation);
    }

    /// <returns>How many entries are newer than this one.</returns>
    public async Task<int> NewerAsync(Actor actor, AuditFilter filter, long than, CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await (await filter.ApplyAsync(db, cancellation)).CountAsync(entry => entry.Sequence > than, cancellation);
    }

    /// <summary>All entries that match, oldest first, a few hundred in memory at a time.</summary>
    public async IAsyncEnumerable<AuditLine> StreamAsync(
        Actor actor, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        var after = 0L;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var page = (await filter.ApplyAsync(db, cancellation))
                .Where(entry => entry.Sequence > after)
                .OrderBy(entry => entry.Sequence)
                .Take(StreamedAtOnce);
            var lines = await LinesAsync(db, page, cancellation);
            if (lines.Count == 0) yield break;
            foreach (var line in lines) yield return line;
            after = lines[^1].Entry.Sequence;
        }
    }

    internal async Task<AuditLine?> FindAsync(PersonalizeDb db, long sequence, CancellationToken cancellation) =>
        await LinesAsync(db, db.AuditEntries.Where(entry => entry.Sequence == sequence), cancellation) is [var line] ? line : null;

    private async Task<IReadOnlyList<AuditLine>> LinesAsync(PersonalizeDb db, IQueryable<AuditEntry> page, CancellationToken cancellation)
    {
        var rows = await AuditRows.ReadAsync(page, cancellation);
        var entries = rows.Select(row => row.Entry).OfType<AuditEntry>().ToList();
        var keys = await writer.Keys.ForReadingAsync(
            db, entries.Where(entry => entry.Changes is not null).Select(entry => (entry.SubjectKind, entry.SubjectId)), cancellation);
        var reversals = await AuditReversals.OfAsync(db, entries, cancellation);
        var actors = await ActorNames.OfAsync(db, entries.Concat(reversals.Values), cancellation);
        var subjects = await SubjectNames.OfAsync(db, entries, cancellation);
        var first = await ChainSegment.RowsAsync(db, cancellation) is [.., var row] ? ChainSegment.FirstOf(row) : null;
        return [.. rows.Select(row => row.Entry is { } entry ? Line(entry) : AuditLine.OfIllegible(row.Sequence))];

        AuditLine Line(AuditEntry entry)
        {
            var (values, changes) = ValuesOf(entry);
            return new AuditLine(entry, NameOf(entry), values, changes)
            {
                SubjectName = subjects.GetValueOrDefault((entry.SubjectKind, entry.SubjectId)),
                UndoneBy = reversals.TryGetValue(entry.Sequence, out var undo) ? new AuditReversal(undo, NameOf(undo)) : null,
            };
        }

        string? NameOf(AuditEntry entry) => entry.ActorId is { } id ? actors.GetValueOrDefault((entry.ActorKind, id)) : null;

        (AuditValues Values, IReadOnlyList<FieldChange> Changes) ValuesOf(AuditEntry entry)
        {
            if (entry.Changes is null) return (AuditValues.None, []);
            if (!keys.TryGetValue((entry.SubjectKind, entry.SubjectId), out var key)) return (AuditValues.Erased, []);
            if (key is not null && Open(key, entry) is { } changes) return (AuditValues.Readable, changes);
            return (entry.Sequence < first ? AuditValues.Lost : AuditValues.Unreadable, []);
        }
    }

    private static IReadOnlyList<FieldChange>? Open(byte[] key, AuditEntry entry)
    {
        try
        {
            return SubjectSeal.Open(key, entry) is { } text ? FieldChange.Read(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
