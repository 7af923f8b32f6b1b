using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Data.Imports;

/// <summary>Keeps what became of each imported file.</summary>
/// <threadsafety>Any number of callers; one at a time per import.</threadsafety>
public sealed class ImportStore(IDbContextFactory<PersonalizeDb> contexts, TimeProvider time)
{
    /// <summary>Refused rows that are kept whole per import; beyond it they are only counted by reason.</summary>
    public const int MaxRejections = 1000;

    /// <summary>Registers a file, and writes into the audit trail who brought it; its id and creation time are set here.</summary>
    /// <returns>The row as stored, in state <see cref="ImportState.Queued"/>.</returns>
    public async Task<Import> BeginAsync(
        Actor actor, string fileName, long fileSize, string contentHash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var import = new Import
        {
            Id = Guid.CreateVersion7(now),
            FileName = fileName,
            FileSize = fileSize,
            ContentHash = contentHash,
            Kind = ImportKind.Unknown,
            State = ImportState.Queued,
            CreatedAt = now,
        };
        await SaveAsync(actor, db => db.Imports.Add(import), () => ImportNotes.Begun(import), cancellation);
        return import;
    }

    /// <summary>Stores all columns of a row made by <see cref="BeginAsync"/>.</summary>
    public async Task UpdateAsync(Import import, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.Imports.Update(import);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Writes into the audit trail who stopped it.</summary>
    public async Task NoteCancelAsync(Actor actor, Import import, CancellationToken cancellation)
    {
        await using var db = await contexts.OpenAsync(actor, cancellation);
        await db.NoteAsync([ImportNotes.Cancelled(import)], cancellation);
    }

    /// <summary>Stores all columns of a row made by <see cref="BeginAsync"/>, and writes into the audit trail what became of it.</summary>
    public Task EndAsync(Actor actor, Import import, CancellationToken cancellation) =>
        SaveAsync(actor, db => db.Imports.Update(import), () => ImportNotes.Ended(import), cancellation);

    /// <summary>Counts refused rows by reason and keeps the first <see cref="MaxRejections"/> of the import whole.</summary>
    /// <param name="rejections">Their ids and import ids are set here.</param>
    public async Task AddRejectionsAsync(
        Guid importId, IReadOnlyCollection<ImportRejection> rejections, CancellationToken cancellation)
    {
        if (rejections.Count == 0) return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var kept = await db.ImportRejections.CountAsync(rejection => rejection.ImportId == importId, cancellation);
        foreach (var rejection in rejections.Take(MaxRejections - kept))
        {
            rejection.ImportId = importId;
            db.ImportRejections.Add(rejection);
        }

        var counts = await db.ImportReasonCounts
            .Where(reason => reason.ImportId == importId)
            .ToDictionaryAsync(reason => reason.Code, StringComparer.Ordinal, cancellation);
        foreach (var reason in rejections.GroupBy(rejection => rejection.Code, StringComparer.Ordinal))
        {
            if (!counts.TryGetValue(reason.Key, out var count))
            {
                count = new ImportReasonCount { ImportId = importId, Code = reason.Key, Message = reason.First().Message };
                db.ImportReasonCounts.Add(count);
            }

            count.Count += reason.Count();
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task<Import?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancellation);
    }

    /// <returns>Who brought the file, as the audit trail tells; null when it does not.</returns>
    public async Task<ImportBringer?> BringerAsync(Guid id, CancellationToken cancellation)
    {
        var subject = ImportNotes.IdOf(id);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.AuditEntries
            .Where(entry => entry.SubjectKind == Subjects.Import && entry.SubjectId == subject && entry.Action == ImportNotes.BeginAction)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => new ImportBringer(entry.ActorKind, entry.ActorId))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <returns>The newest import of the same content that has succeeded; null when there is none.</returns>
    public async Task<Import?> FindSucceededAsync(string contentHash, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports.AsNoTracking()
            .Where(import => import.ContentHash == contentHash && import.State == ImportState.Succeeded)
            .OrderByDescending(import => import.CreatedAt)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<Import>> RecentAsync(int count, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports.AsNoTracking()
            .OrderByDescending(import => import.CreatedAt).ThenByDescending(import => import.Id)
            .Take(count)
            .ToListAsync(cancellation);
    }

    /// <returns>Refused rows in sheet order.</returns>
    public async Task<IReadOnlyList<ImportRejection>> RejectionsAsync(Guid importId, int count, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ImportRejections.AsNoTracking()
            .Where(rejection => rejection.ImportId == importId)
            .OrderBy(rejection => rejection.Row).ThenBy(rejection => rejection.Id)
            .Take(count)
            .ToListAsync(cancellation);
    }

    /// <returns>Most frequent reason first.</returns>
    public async Task<IReadOnlyList<ImportReasonCount>> ReasonsAsync(Guid importId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ImportReasonCounts.AsNoTracking()
            .Where(reason => reason.ImportId == importId)
            .OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Code)
            .ToListAsync(cancellation);
    }

    /// <summary>Call at start, before anything runs: what is still marked as queued or running died with the last process.</summary>
    /// <returns>How many were marked <see cref="ImportState.Interrupted"/>.</returns>
    public async Task<int> InterruptUnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var unfinished = await db.Imports
            .Where(import => import.State == ImportState.Queued || import.State == ImportState.Running)
            .ToListAsync(cancellation);
        foreach (var import in unfinished)
        {
            import.State = ImportState.Interrupted;
            import.FinishedAt = time.GetUtcNow();
        }

        await db.SaveChangesAsync(cancellation);
        return unfinished.Count;
    }

    // Row and note are stored both or neither: a row without its note would wait for ever for a run that nobody has queued.
    private async Task SaveAsync(Actor actor, Action<PersonalizeDb> change, Func<AuditNote> note, CancellationToken cancellation)
    {
        await using var db = await contexts.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        change(db);
        await db.SaveChangesAsync(cancellation);
        await db.NoteAsync([note()], cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
