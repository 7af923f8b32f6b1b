using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>The chain's secret and the subjects' keys, kept sealed in the database.</summary>
internal sealed class AuditKeys(ISecretSeal seal)
{
    private sealed record Opened(byte[] Sealed, byte[] Key);

    private volatile Opened? _chain;

    /// <returns>The secret that new entries are written with; null before the first.</returns>
    /// <exception cref="InvalidOperationException">It cannot be opened.</exception>
    public async Task<byte[]?> ChainSecretAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        if ((await ChainSegment.RowsAsync(db, cancellation)) is not [.., var row]) return null;
        if (_chain is { } known && known.Sealed.AsSpan().SequenceEqual(row.SealedKey)) return known.Key;
        var opened = new Opened(row.SealedKey, Open(row));
        _chain = opened;
        return opened.Key;
    }

    /// <returns>In the order of their entries; the last is the one in force.</returns>
    public async Task<IReadOnlyList<ChainSegment>> SegmentsAsync(PersonalizeDb db, CancellationToken cancellation) =>
        [.. (await ChainSegment.RowsAsync(db, cancellation)).Select(row => new ChainSegment(ChainSegment.FirstOf(row)!.Value, OpenIfPossible(row)))];

    /// <summary>Adds the very first secret to the context.</summary>
    public byte[] NewChainSecret(PersonalizeDb db) => Add(db, Subjects.Audit, ChainSegment.Id);

    /// <summary>Adds the secret of a further segment to the context.</summary>
    public byte[] NewChainSecret(PersonalizeDb db, long first) => Add(db, Subjects.Audit, ChainSegment.IdOf(first));

    public bool CanOpen(SubjectKey row) => OpenIfPossible(row) is not null;

    /// <summary>Gives a tracked row another key; what the old one sealed is unreadable from then on.</summary>
    public void Replace(SubjectKey row) => row.SealedKey = seal.Seal(RandomNumberGenerator.GetBytes(SubjectSeal.KeyLength));

    /// <summary>The keys of these subjects; those that have none yet get one, which is added to the context.</summary>
    public async Task<Dictionary<(string Kind, string Id), byte[]>> ForWritingAsync(
        PersonalizeDb db, IEnumerable<(string Kind, string Id)> subjects, CancellationToken cancellation)
    {
        var wanted = subjects.ToHashSet();
        var keys = (await RowsAsync(db, wanted, cancellation)).ToDictionary(row => (row.SubjectKind, row.SubjectId), Open);
        foreach (var subject in wanted)
        {
            if (!keys.ContainsKey(subject)) keys[subject] = Add(db, subject.Kind, subject.Id);
        }

        return keys;
    }

    /// <returns>Without those whose key was destroyed; null for a key that cannot be opened, so that the others can be read.</returns>
    public async Task<Dictionary<(string Kind, string Id), byte[]?>> ForReadingAsync(
        PersonalizeDb db, IEnumerable<(string Kind, string Id)> subjects, CancellationToken cancellation) =>
        (await RowsAsync(db, subjects, cancellation)).ToDictionary(row => (row.SubjectKind, row.SubjectId), OpenIfPossible);

    private static async Task<List<SubjectKey>> RowsAsync(
        PersonalizeDb db, IEnumerable<(string Kind, string Id)> subjects, CancellationToken cancellation)
    {
        var rows = new List<SubjectKey>();
        foreach (var kind in subjects.GroupBy(subject => subject.Kind, subject => subject.Id))
        {
            string[] ids = [.. kind.Distinct()];
            rows.AddRange(await db.SubjectKeys.AsNoTracking()
                .Where(key => key.SubjectKind == kind.Key && ids.Contains(key.SubjectId))
                .ToListAsync(cancellation));
        }

        return rows;
    }

    private byte[] Add(PersonalizeDb db, string kind, string id)
    {
        var key = RandomNumberGenerator.GetBytes(SubjectSeal.KeyLength);
        db.SubjectKeys.Add(new SubjectKey { SubjectKind = kind, SubjectId = id, SealedKey = seal.Seal(key) });
        return key;
    }

    private byte[]? OpenIfPossible(SubjectKey row)
    {
        try
        {
            return seal.Open(row.SealedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Open(SubjectKey row)
    {
        try
        {
            return seal.Open(row.SealedKey);
        }
        catch (CryptographicException unreadable)
        {
            throw new InvalidOperationException(
                $"The audit key of {row.SubjectKind} {row.SubjectId} cannot be opened. The database was written with other data-protection keys: "
                + "bring back the folder \"keys\" of the data folder that belongs to it; if it is lost, docs/security.md says how to go on.", unreadable);
        }
    }
}
