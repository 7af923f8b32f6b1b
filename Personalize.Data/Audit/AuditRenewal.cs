using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>What of the audit trail's secrets cannot be opened.</summary>
public enum AuditLoss
{
    None,

    /// <summary>The secret of the chain, so that nothing can be changed at all.</summary>
    ChainSecret,

    /// <summary>There are entries, and no row with their secret.</summary>
    ChainSecretRow,

    /// <summary>Keys of single subjects, so that these cannot be changed.</summary>
    SubjectKeys,
}

/// <summary>What was replaced.</summary>
/// <param name="Entry">Number of the entry that tells of it.</param>
/// <param name="UnprovenTo">Entries up to this one have lost their secret; null when the secret of the chain was kept.</param>
/// <param name="Keys">Subjects whose earlier values are unreadable from now on.</param>
/// <param name="Head">What the file with the newest entry said, in words.</param>
public sealed record AuditRenewed(long Entry, long? UnprovenTo, int Keys, string Head);

/// <summary>
/// Goes on with the trail after the host's keys, which seal its secrets, are lost for good. All entries stay; a new segment of the
/// chain begins, with an entry that says so and that is chained to all before it as they stand now.
/// </summary>
/// <remarks>Only ever run because somebody asks for it: it cannot tell lost keys from a row that was spoilt on purpose.</remarks>
public sealed class AuditRenewal(IDbContextFactory<PersonalizeDb> contexts, AuditWriter writer, AuditHeadFile file)
{
    internal const string SecretAction = "audit.replace-secret";
    internal const string KeysAction = "audit.replace-keys";

    /// <summary>How sealed keys begin tells with which of the host's keys they were sealed.</summary>
    private const int Beginning = 20;
    private const int PageSize = 1000;

    /// <summary>Looks without changing anything. Tries one key of each beginning, so that a large trail does not delay the start.</summary>
    public async Task<AuditLoss> FindLossAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await ChainLossAsync(db, cancellation) is not AuditLoss.None and var loss) return loss;
        var samples = await db.SubjectKeys.FromSql(
            $"""
            SELECT "SubjectKind", "SubjectId", "SealedKey"
            FROM (
                SELECT *, row_number() OVER (PARTITION BY substr("SealedKey", 1, {Beginning}) ORDER BY "SubjectKind", "SubjectId") AS "Place"
                FROM "SubjectKeys" WHERE "SubjectKind" <> {Subjects.Audit} OR "SubjectId" = {AuditNote.Many}
            ) AS "Placed"
            WHERE "Place" = 1
            """).AsNoTracking().ToListAsync(cancellation);
        return samples.All(writer.Keys.CanOpen) ? AuditLoss.None : AuditLoss.SubjectKeys;
    }

    /// <returns>Null when all can be opened, and nothing was changed.</returns>
    public async Task<AuditRenewed?> RenewAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ReadAudit);
        await using var db = await contexts.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.LockAuditAsync(cancellation);
        var loss = await ChainLossAsync(db, cancellation);
        var keys = await ReplaceKeysAsync(db, cancellation);
        if (loss is AuditLoss.None && keys == 0) return null;

        var head = await HeadAsync(db, cancellation);
        var renewed = loss is AuditLoss.None
            ? await NoteKeysAsync(db, actor, keys, head, cancellation)
            : await BeginSegmentAsync(db, actor, keys, head, cancellation);

        // Aside before the commit: were it left behind, signed with the lost secret, it would look forged.
        if (loss is not AuditLoss.None) file.SetAside(renewed.Entry);
        await transaction.CommitAsync(CancellationToken.None);
        return renewed;
    }

    private async Task<AuditLoss> ChainLossAsync(PersonalizeDb db, CancellationToken cancellation) =>
        await writer.Keys.SegmentsAsync(db, cancellation) switch
        {
            [.., { Secret: null }] => AuditLoss.ChainSecret,
            [] when await db.AuditEntries.AnyAsync(cancellation) => AuditLoss.ChainSecretRow,
            _ => AuditLoss.None,
        };

    private async Task<int> ReplaceKeysAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var rows = await db.SubjectKeys.AsNoTracking().ToListAsync(cancellation);
        var lost = rows.Where(row => ChainSegment.FirstOf(row) is null && !writer.Keys.CanOpen(row)).ToList();
        foreach (var row in lost)
        {
            db.SubjectKeys.Attach(row);
            writer.Keys.Replace(row);
        }

        await db.SaveChangesAsync(cancellation);
        return lost.Count;
    }

    private async Task<AuditRenewed> NoteKeysAsync(PersonalizeDb db, Actor actor, int keys, string head, CancellationToken cancellation)
    {
        var note = new AuditNote(KeysAction, Subjects.Audit, AuditNote.Many) { Changes = [FieldChange.Of("keys_replaced", null, keys)] };
        await writer.AppendAsync(db, actor, [note], cancellation);
        return new AuditRenewed(await db.AuditEntries.MaxAsync(entry => entry.Sequence, cancellation), UnprovenTo: null, keys, head);
    }

    private async Task<AuditRenewed> BeginSegmentAsync(PersonalizeDb db, Actor actor, int keys, string head, CancellationToken cancellation)
    {
        var last = await db.AuditEntries.MaxAsync(entry => (long?)entry.Sequence, cancellation) ?? 0;
        foreach (var beyond in (await ChainSegment.RowsAsync(db, cancellation)).Where(row => ChainSegment.FirstOf(row) > last))
        {
            // A secret without an entry; were it left, it and not the new one would be in force.
            await db.SubjectKeys.Where(row => row.SubjectKind == beyond.SubjectKind && row.SubjectId == beyond.SubjectId)
                .ExecuteDeleteAsync(cancellation);
        }

        var secret = writer.Keys.NewChainSecret(db, last + 1);
        var note = new AuditNote(SecretAction, Subjects.Audit, AuditNote.Many)
        {
            Changes =
            [
                FieldChange.Secret("chain_secret"),
                FieldChange.Of("provable_with_the_old_secret_only", null, last == 0 ? null : $"entries 1 to {last.ToString(CultureInfo.InvariantCulture)}"),
                FieldChange.Of("keys_replaced", null, keys),
                FieldChange.Of("end_kept_apart", null, head),
            ],
        };
        var past = await PastAsync(db, secret, cancellation);
        var entry = await writer.WriteAsync(db, actor, [note], new AuditWriter.ChainEnd(secret, last, past), cancellation);
        return new AuditRenewed(entry.Sequence, last, keys, head);
    }

    private static async Task<byte[]> PastAsync(PersonalizeDb db, byte[] secret, CancellationToken cancellation)
    {
        var (past, after) = (AuditHash.Origin, long.MinValue);
        while (await AuditRows.AfterAsync(db, after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var (number, entry) in page) (past, after) = (AuditHash.OfPast(secret, past, number, entry), number);
        }

        return past;
    }

    /// <summary>Its signature cannot be checked any more; whether its entry stands can, and a missing one is told.</summary>
    private async Task<string> HeadAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        if (await file.ReadAsync(cancellation) is not { } known) return "there was no file";
        var hash = await db.AuditEntries.Where(entry => entry.Sequence == known.Sequence).Select(entry => entry.Hash).FirstOrDefaultAsync(cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"entry {known.Sequence}, which {(hash is not null && hash.AsSpan().SequenceEqual(known.Hash) ? "is there" : "is not there as the file names it")}");
    }
}
