using System.Globalization;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Audit;

/// <summary>What the audit page shows, as its address says it; every view of the list is a link.</summary>
public sealed record AuditQuery
{
    public const string ActorKey = "actor";
    public const string ActionKey = "action";
    public const string KindKey = "kind";
    public const string SubjectKey = "id";
    public const string SourceKey = "source";
    public const string RequestKey = "request";
    public const string FromKey = "from";
    public const string UntilKey = "until";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>"Account", "Account-5", "System".</summary>
    public string? Actor { get; init; }
    public string? Action { get; init; }
    public string? Kind { get; init; }

    /// <summary>As people call it; see <see cref="AuditFilter.Subject"/>.</summary>
    public string? Subject { get; init; }
    public ActionSource? Source { get; init; }
    public string? Request { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? Until { get; init; }

    public bool IsFiltered => this != new AuditQuery();

    public static string ActorText(ActorKind kind, int? id) =>
        id is null ? kind.ToString() : string.Create(CultureInfo.InvariantCulture, $"{kind}-{id}");

    /// <summary>Wrong values count as absent: a mistyped address still shows the list.</summary>
    public static AuditQuery Read(Func<string, string?> query) => new()
    {
        Actor = TryActor(query(ActorKey), out _, out _) ? query(ActorKey) : null,
        Action = Text(query(ActionKey)),
        Kind = Subjects.All.FirstOrDefault(kind => kind == query(KindKey)),
        Subject = Text(query(SubjectKey)),
        Source = TrySource(query(SourceKey)),
        Request = Text(query(RequestKey)),
        From = Day(query(FromKey)),
        Until = Day(query(UntilKey)),
    };

    /// <summary>Null values remove the key from the address.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        [ActorKey] = Actor,
        [ActionKey] = Action,
        [KindKey] = Kind,
        [SubjectKey] = Subject,
        [SourceKey] = Source?.ToString(),
        [RequestKey] = Request,
        [FromKey] = From?.ToString(DayFormat, CultureInfo.InvariantCulture),
        [UntilKey] = Until?.ToString(DayFormat, CultureInfo.InvariantCulture),
    };

    /// <param name="zone">Whose days are meant.</param>
    public AuditFilter ToFilter(TimeZoneInfo zone)
    {
        ActorKind? kind = null;
        int? id = null;
        if (TryActor(Actor, out var known, out var number)) (kind, id) = (known, number);
        return new AuditFilter
        {
            ActorKind = kind,
            ActorId = id,
            Action = Action,
            SubjectKind = Kind,
            Subject = Subject,
            Source = Source,
            RequestId = Request,
            From = From is { } from ? Midnight(from, zone) : null,
            Until = Until is { } until && until < DateOnly.MaxValue ? Midnight(until.AddDays(1), zone) : null,
        };
    }

    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal static ActionSource? TrySource(string? text) =>
        Enum.TryParse<ActionSource>(text, ignoreCase: true, out var source) && Enum.IsDefined(source) ? source : null;

    // A day may begin later than midnight, where the clock is put forward then; midnight by the rule before it is near enough.
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(DateTime.SpecifyKind(local - zone.GetUtcOffset(local), DateTimeKind.Utc));
    }

    private static bool TryActor(string? text, out ActorKind kind, out int? id)
    {
        id = null;
        var parts = (text ?? "").Split('-', 2);
        if (!Enum.TryParse(parts[0], ignoreCase: true, out kind) || !Enum.IsDefined(kind)) return false;
        if (parts.Length == 1) return true;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        id = number;
        return true;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
