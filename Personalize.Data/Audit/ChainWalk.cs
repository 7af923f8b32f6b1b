namespace Personalize.Data.Audit;

/// <summary>
/// Follows the chain entry by entry, from one secret to the next. The first entry of a later segment is chained to all before it
/// as they stood then, so that even what cannot be proved with its own secret cannot be altered any more.
/// </summary>
internal sealed class ChainWalk(IReadOnlyList<ChainSegment> segments)
{
    private readonly byte[][] _pasts = [.. segments.Select(_ => AuditHash.Origin)];
    private byte[] _before = AuditHash.Origin;

    /// <summary>The last entry so far whose secret is not to be had; null for none.</summary>
    public long? UnprovenTo { get; private set; }

    /// <summary>The secret of the entry that was last refused.</summary>
    public byte[]? Secret { get; private set; }

    /// <returns>What is wrong with the next entry; null when nothing is.</returns>
    public AuditFault? Step(long number, AuditEntry? entry)
    {
        var index = IndexAt(number);
        Secret = index < 0 ? null : segments[index].Secret;
        if (entry is null) return AuditFault.Altered;
        if (Secret is null)
            UnprovenTo = number;
        else if (FaultOf(index, entry, Secret) is { } fault)
            return fault;
        Remember(index, entry);
        return null;
    }

    private int IndexAt(long number)
    {
        var index = segments.Count - 1;
        while (index >= 0 && segments[index].First > number) index--;
        return index;
    }

    private AuditFault? FaultOf(int index, AuditEntry entry, byte[] secret)
    {
        // The very first segment begins after nothing, as any other entry goes on after the one before.
        if (segments[index].First == 1 || entry.Sequence > segments[index].First)
            return Fits(secret, _before, entry) ? null : AuditFault.Altered;
        return entry.Action == AuditRenewal.SecretAction && Fits(secret, _pasts[index], entry) ? null : AuditFault.PastAltered;
    }

    private static bool Fits(byte[] secret, byte[] before, AuditEntry entry) =>
        AuditHash.OfEntry(secret, before, entry).AsSpan().SequenceEqual(entry.Hash);

    private void Remember(int index, AuditEntry entry)
    {
        _before = entry.Hash;
        for (var later = index + 1; later < segments.Count; later++)
        {
            if (segments[later].Secret is { } secret) _pasts[later] = AuditHash.OfPast(secret, _pasts[later], entry.Sequence, entry);
        }
    }
}
