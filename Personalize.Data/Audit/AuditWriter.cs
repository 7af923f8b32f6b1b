using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>Appends to the chain, inside the transaction of the change that it tells of: both are stored, or neither.</summary>
/// <threadsafety>Safe; each call with a context of its own.</threadsafety>
public sealed class AuditWriter(ISecretSeal seal, TimeProvider time)
{
    internal AuditKeys Keys { get; } = new(seal);

    /// <remarks>
    /// Others wait for the head of the chain until the transaction ends. On PostgreSQL a transaction that appends and then
    /// waits for a row could wait for somebody who waits for the head, so append last.
    /// </remarks>
    internal async Task AppendAsync(PersonalizeDb db, Actor actor, IReadOnlyList<AuditNote> notes, CancellationToken cancellation)
    {
        await db.LockAuditAsync(cancellation);
        var head = await db.AuditEntries.AsNoTracking()
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => new { entry.Sequence, entry.Hash })
            .FirstOrDefaultAsync(cancellation);
        var secret = await Keys.ChainSecretAsync(db, cancellation) ?? (head is null
            ? Keys.NewChainSecret(db)
            : throw new InvalidOperationException(
                "The audit trail has entries but its secret is gone from the table SubjectKeys. Restore the database from a backup; docs/security.md says how to go on without one."));
        await WriteAsync(db, actor, notes, new ChainEnd(secret, head?.Sequence ?? 0, head?.Hash ?? AuditHash.Origin), cancellation);
    }

    /// <summary>Appends after a given end. The caller holds the lock.</summary>
    /// <returns>The last of the new entries.</returns>
    internal async Task<AuditEntry> WriteAsync(
        PersonalizeDb db, Actor actor, IReadOnlyList<AuditNote> notes, ChainEnd end, CancellationToken cancellation)
    {
        var keys = await Keys.ForWritingAsync(
            db, notes.Where(note => note.Changes.Count > 0).Select(note => (note.SubjectKind, note.SubjectId)), cancellation);

        // Cut as the database cuts it, or the hash would not be found again.
        var at = Instant.FromStored(Instant.ToStored(time.GetUtcNow()));
        var (secret, sequence, hash) = end;
        var entries = new List<AuditEntry>(notes.Count);
        foreach (var note in notes)
        {
            var entry = EntryOf(actor, note, at, ++sequence);
            if (note.Changes.Count > 0)
                entry.Changes = SubjectSeal.Seal(keys[(note.SubjectKind, note.SubjectId)], entry, FieldChange.Write(note.Changes));
            entry.Hash = hash = AuditHash.OfEntry(secret, hash, entry);
            entries.Add(entry);
        }

        await db.StoreAuditAsync(entries, cancellation);
        return entries[^1];
    }

    /// <param name="Hash">What the next entry is chained to.</param>
    internal readonly record struct ChainEnd(byte[] Secret, long Sequence, byte[] Hash);

    private static AuditEntry EntryOf(Actor actor, AuditNote note, DateTimeOffset at, long sequence) => new()
    {
        Sequence = sequence,
        At = at,
        ActorKind = actor.Kind,
        ActorId = actor.Id,
        Source = actor.Source,
        RequestId = actor.RequestId is { Length: > AuditEntry.RequestIdMaxLength } request ? request[..AuditEntry.RequestIdMaxLength] : actor.RequestId,
        Action = note.Action,
        SubjectKind = note.SubjectKind,
        SubjectId = note.SubjectId,
        Undoes = note.Undoes,
        Hash = [],
    };
}
