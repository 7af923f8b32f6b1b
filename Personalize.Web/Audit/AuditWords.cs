using System.Globalization;
using System.Text.Json;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Hosting;
using Personalize.Web.Shell;

namespace Personalize.Web.Audit;

/// <summary>Who and what entries speak of, as people call them.</summary>
internal static class AuditWords
{
    private const int LongestShown = 120;

    public static string Actor(AuditEntry entry, string? name) => name ?? entry.ActorKind switch
    {
        ActorKind.System => "The server",
        ActorKind.Stranger => "A stranger",
        ActorKind.ApiKey => $"API key #{entry.ActorId}",
        _ => $"Account #{entry.ActorId}",
    };

    /// <returns>"C00002", or "#17" for what is gone: the number tells one from the other, and nobody from the person.</returns>
    public static string Subject(AuditLine line) => line switch
    {
        { SubjectName: { } name } => name,
        { Entry.SubjectKind: Subjects.LiveLimits } => "the limits of the Live page",
        _ => $"#{line.Entry.SubjectId}",
    };

    /// <param name="line">Speaks of many things, or of a thing that there is only one of.</param>
    /// <returns>"200 customers", "the simulator".</returns>
    public static string Many(AuditLine line)
    {
        var kind = line.Entry.SubjectKind;
        return kind switch
        {
            Subjects.Simulator => "the simulator",
            Subjects.Model => "the models",
            Subjects.Audit => "the audit trail",
            Subjects.Access => "nobody known",
            _ => CountOf(line) switch
            {
                null => $"several {kind}s",
                1 => $"1 {kind}",
                var count => $"{Numbers.Full(count)} {kind}s",
            },
        };
    }

    public static string Value(JsonElement value)
    {
        var text = value switch
        {
            _ when FieldChange.IsNothing(value) => Numbers.Missing,
            { ValueKind: JsonValueKind.String } => value.GetString()!,
            { ValueKind: JsonValueKind.Array } when value.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String) =>
                string.Join(", ", value.EnumerateArray().Select(part => part.GetString())),
            _ => value.GetRawText(),
        };
        return text.Length <= LongestShown ? text : CutText.To(text, LongestShown) + "…";
    }

    /// <returns>The instant that a field holds whose name says that it holds one; null for other fields and for nothing.</returns>
    public static DateTimeOffset? Instant(string field, JsonElement value) =>
        field.EndsWith("_at", StringComparison.Ordinal) && value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    private static long? CountOf(AuditLine line) =>
        line.Changes.FirstOrDefault(change => change.Field == "count") is { New: { ValueKind: JsonValueKind.Number } count } ? count.GetInt64() : null;
}
