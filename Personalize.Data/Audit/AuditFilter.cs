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
    public string? SubjectId { get; init; }
    public ActionSource? Source { get; init; }
    public string? RequestId { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    internal IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
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
