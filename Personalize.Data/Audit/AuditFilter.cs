using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>Which entries are wanted; what is null does not count.</summary>
public sealed record AuditFilter
{
    public ActorKind? ActorKind { get; init; }
    public int? ActorId { get; init; }

    /// <summary>The beginning of it: "customer." or "customer.update".</summary>
    public string? Action { get; init; }
    public string? SubjectKind { get; init; }

    /// <summary>Our own number of it.</summary>
    public string? SubjectId { get; init; }

    /// <summary>What people call it: customer id, SKU, e-mail address, name of the key or file; "#17" for our own number.</summary>
    public string? Subject { get; init; }
    public ActionSource? Source { get; init; }
    public string? RequestId { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    internal async Task<IQueryable<AuditEntry>> ApplyAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var entries = Apply(db.AuditEntries);
        if (Subject is not { } name) return entries;
        var subjects = await SubjectNames.FindAsync(db, SubjectKind, name, cancellation);
        string[] kinds = [.. subjects.Select(subject => subject.Kind).Distinct()];
        string[] ids = [.. subjects.Select(subject => subject.Id).Distinct()];
        entries = entries.Where(entry => kinds.Contains(entry.SubjectKind) && ids.Contains(entry.SubjectId));
        if (kinds.Length < 2 || ids.Length < 2) return entries;

        // Not each number of each kind.
        string[] pairs = [.. subjects.Select(subject => $"{subject.Kind}/{subject.Id}")];
        return entries.Where(entry => pairs.Contains(entry.SubjectKind + "/" + entry.SubjectId));
    }

    private IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (ActorKind is { } kind) entries = entries.Where(entry => entry.ActorKind == kind);
        if (ActorId is { } id) entries = entries.Where(entry => entry.ActorId == id);
        if (Action is { } action) entries = entries.Where(entry => entry.Action.StartsWith(action));
        if (SubjectKind is { } subject) entries = entries.Where(entry => entry.SubjectKind == subject);
        if (SubjectId is { } number) entries = entries.Where(entry => entry.SubjectId == number);
        if (Source is { } source) entries = entries.Where(entry => entry.Source == source);
        if (RequestId is { } request) entries = entries.Where(entry => entry.RequestId == request);
        if (From is { } from) entries = entries.Where(entry => entry.At >= from);
        return Until is { } until ? entries.Where(entry => entry.At < until) : entries;
    }
}
