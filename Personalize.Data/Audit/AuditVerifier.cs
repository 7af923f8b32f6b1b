using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>Walks along the whole chain and finds the first entry that is not as it was written.</summary>
/// <threadsafety>Any number of callers, while others append.</threadsafety>
public sealed class AuditVerifier(IDbContextFactory<PersonalizeDb> contexts, AuditWriter writer, AuditHeadFile file)
{
    private const int PageSize = 1000;

    /// <param name="progress">Gets the number of entries that were found right so far.</param>
    /// <remarks>Streams a thousand entries at a time; linear in their number.</remarks>
    public async Task<AuditVerdict> VerifyAsync(Actor actor, IProgress<long>? progress, CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        // Before the entries: whatever the file names now must be among them.
        var known = await file.ReadAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await VerifyAsync(db, known, progress, cancellation);
    }

    internal async Task<AuditVerdict> VerifyAsync(
        PersonalizeDb db, AuditHead? known, IProgress<long>? progress, CancellationToken cancellation)
    {
        // Before the secret, which the first entry brings with it: whoever finds an entry must find the secret.
        var any = await db.AuditEntries.AnyAsync(cancellation);
        if (await writer.Keys.ChainSecretAsync(db, cancellation) is not { } secret)
            return WithoutSecret(any, known);
        if (known is not null && !known.IsSignedWith(secret))
            return new AuditVerdict.Broken(known.Sequence, AuditFault.HeadForged);

        var walk = new ChainWalk(await writer.Keys.SegmentsAsync(db, cancellation));
        var (sequence, after) = (0L, long.MinValue);
        while (await PageAsync(db, after, cancellation) is { Count: > 0 } page)
        {
            foreach (var (number, entry) in page)
            {
                if (number < sequence + 1) return new AuditVerdict.Broken(number, AuditFault.Altered);
                if (number > sequence + 1)
                    return new AuditVerdict.Broken(sequence + 1, AuditFault.Missing);
                if (walk.Step(number, entry) is { } fault)
                    return new AuditVerdict.Broken(number, fault is AuditFault.Altered ? await FaultAsync(db, walk.Secret, entry, cancellation) : fault);
                if (number == known?.Sequence && !known.Hash.AsSpan().SequenceEqual(entry!.Hash))
                    return new AuditVerdict.Broken(number, AuditFault.TailCut);
                sequence = number;
            }

            after = sequence;
            progress?.Report(sequence);
        }

        return known is not null && known.Sequence > sequence
            ? new AuditVerdict.Broken(sequence + 1, AuditFault.TailCut)
            : new AuditVerdict.Intact(sequence, known?.Sequence) { UnprovenTo = walk.UnprovenTo };
    }

    private static AuditVerdict WithoutSecret(bool anyEntry, AuditHead? known)
    {
        if (anyEntry) return new AuditVerdict.Broken(1, AuditFault.Altered);
        return known is null ? new AuditVerdict.Intact(0, null) : new AuditVerdict.Broken(1, AuditFault.TailCut);
    }

    private static Task<IReadOnlyList<(long Sequence, AuditEntry? Entry)>> PageAsync(PersonalizeDb db, long after, CancellationToken cancellation) =>
        AuditRows.AfterAsync(db, after, PageSize, cancellation);

    /// <summary>Looks once through the chain for the place where the entry was written.</summary>
    private static async Task<AuditFault> FaultAsync(PersonalizeDb db, byte[]? secret, AuditEntry? wrong, CancellationToken cancellation)
    {
        if (wrong is null || secret is null) return AuditFault.Altered;
        var (before, after) = (AuditHash.Origin, long.MinValue);
        while (await PageAsync(db, after, cancellation) is { Count: > 0 } page)
        {
            foreach (var (number, entry) in page)
            {
                after = number;
                if (entry is null) continue;
                if (number != wrong.Sequence && (Fits(number, before, entry) || Fits(number, entry.Hash, entry))) return AuditFault.Reordered;
                before = entry.Hash;
            }
        }

        return AuditFault.Altered;

        // Swapped with its neighbour, the hash before its old place now stands at that place.
        bool Fits(long place, byte[] previous, AuditEntry there)
        {
            var hash = AuditHash.OfEntry(secret, previous, wrong, place);
            return hash.AsSpan().SequenceEqual(wrong.Hash) || hash.AsSpan().SequenceEqual(there.Hash);
        }
    }
}
