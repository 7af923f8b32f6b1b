using System.Globalization;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

/// <summary>What of the Live page stands in its address: opened by somebody else, it shows the same.</summary>
/// <param name="Until">Where the chart ends, to the second; null for now.</param>
/// <param name="Kind">Of the activities in the stream; null for all.</param>
/// <param name="Search">In customer ids and titles of the stream; null for none.</param>
public sealed record LiveView(LiveRange Range, DateTimeOffset? Until, ActivityKind? Kind, string? Search)
{
    public const string UntilKey = "until";
    public const string KindKey = "kind";
    public const string SearchKey = "q";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    private TimeSpan Step => Range.Span / 2;

    /// <summary>What cannot be read counts as not said.</summary>
    public static LiveView Read(string? range, string? until, string? kind, string? search) => new(
        LiveRange.Of(range),
        DateTimeOffset.TryParseExact(until, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? end : null,
        KindOf(kind),
        string.IsNullOrWhiteSpace(search) ? null : search.Trim());

    /// <returns>Null for a word that is none of them.</returns>
    public static ActivityKind? KindOf(string? word) =>
        Enum.TryParse<ActivityKind>(word, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        [LiveRange.QueryKey] = Range == LiveRange.QuarterHour ? null : Range.Key,
        [UntilKey] = Until?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        [KindKey] = Kind?.ToString().ToLowerInvariant(),
        [SearchKey] = Search,
    };

    public bool CanGoBack(DateTimeOffset now) => Earlier(now).Until > now - ((LiveRange.WindowsKept - 1) * Range.Span);

    public LiveView Earlier(DateTimeOffset now) => this with { Until = (Until ?? now) - Step };

    /// <summary>What reaches now follows it again.</summary>
    public LiveView Later(DateTimeOffset now) => this with { Until = Until + Step < now - TimeSpan.FromSeconds(Range.BucketSeconds) ? Until + Step : null };

    /// <summary>Whether the stream shows it.</summary>
    public bool Shows(StreamRow row) =>
        (Kind is null || row.Kind == Kind)
        && (Search is null || row.CustomerKey.Contains(Search, StringComparison.OrdinalIgnoreCase)
            || row.ItemTitle?.Contains(Search, StringComparison.CurrentCultureIgnoreCase) is true);

    public bool IsFiltered => Kind is not null || Search is not null;
}
