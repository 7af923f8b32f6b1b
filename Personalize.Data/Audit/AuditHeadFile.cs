using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>
/// Keeps the newest entry's number and hash in a file beside the database, because a chain alone does not show that its end is
/// missing. The file only ever goes forward, and only while the entry that it names still stands.
/// </summary>
/// <threadsafety>One caller of <see cref="KeepAsync"/> at a time; any number of readers.</threadsafety>
public sealed class AuditHeadFile(IDbContextFactory<PersonalizeDb> contexts, AuditWriter writer, string path)
{
    public enum Kept
    {
        /// <summary>The file names the newest entry.</summary>
        Current,

        /// <summary>The entry that the file names is gone or another one; the file was left as it is.</summary>
        Contradicted,
    }

    /// <returns>Null when there is no file yet.</returns>
    public async Task<AuditHead?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return AuditHead.Parse(await File.ReadAllTextAsync(path, cancellation));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<Kept> KeepAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = await ReadAsync(cancellation);
        var newest = await HeadsOf(db).OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellation);
        if (newest is null) return known is null ? Kept.Current : Kept.Contradicted;
        if (await writer.Keys.ChainSecretAsync(db, cancellation) is not { } secret) return Kept.Contradicted;
        if (known is not null && !await StandsAsync(db, secret, known, newest, cancellation)) return Kept.Contradicted;
        if (known?.Sequence == newest.Sequence) return Kept.Current;
        await WriteAsync(AuditHead.Sign(secret, newest.Sequence, newest.Hash), cancellation);
        return Kept.Current;
    }

    /// <summary>Makes room for the head of a new segment; the old one is kept, in case its secret is found again.</summary>
    internal void SetAside(long segment)
    {
        if (File.Exists(path)) File.Move(path, string.Create(CultureInfo.InvariantCulture, $"{path}.before-{segment}"), overwrite: true);
    }

    private static IQueryable<Row> HeadsOf(PersonalizeDb db) =>
        db.AuditEntries.AsNoTracking().Select(entry => new Row { Sequence = entry.Sequence, Hash = entry.Hash });

    private static async Task<bool> StandsAsync(
        PersonalizeDb db, byte[] secret, AuditHead known, Row newest, CancellationToken cancellation)
    {
        if (!known.IsSignedWith(secret)) return false;
        var same = known.Sequence == newest.Sequence
            ? newest
            : await HeadsOf(db).FirstOrDefaultAsync(entry => entry.Sequence == known.Sequence, cancellation);
        return same is not null && same.Hash.AsSpan().SequenceEqual(known.Hash);
    }

    // Written beside, brought to the disk and moved over: also when power fails there is the old one or the new one, whole.
    private async Task WriteAsync(AuditHead head, CancellationToken cancellation)
    {
        var draft = path + ".new";
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.Write))
        {
            await RandomAccess.WriteAsync(file, Encoding.ASCII.GetBytes(head.ToText()), fileOffset: 0, cancellation);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, path, overwrite: true);
    }

    private sealed class Row
    {
        public long Sequence { get; init; }
        public required byte[] Hash { get; init; }
    }
}
