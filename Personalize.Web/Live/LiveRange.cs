namespace Personalize.Web.Live;

/// <summary>A time range that the Live page's chart can show; its buckets are wide enough for as many points in each.</summary>
/// <param name="Key">In the address: "15m".</param>
/// <param name="Words">After "last": "15 min".</param>
public sealed record LiveRange(string Key, string Words, int BucketSeconds)
{
    public const string QueryKey = "range";

    /// <summary>Points of a chart, whatever its range.</summary>
    public const int Buckets = 180;

    /// <summary>How many whole windows are kept, so that one can look back that far.</summary>
    public const int WindowsKept = 3;

    public static LiveRange QuarterHour { get; } = new("15m", "15 min", 5);

    public static IReadOnlyList<LiveRange> All { get; } = [QuarterHour, new("1h", "1 h", 20), new("6h", "6 h", 120)];

    /// <summary>"5 s", "2 min": width of one bucket.</summary>
    public string BucketWords => BucketSeconds < 60 ? $"{BucketSeconds} s" : $"{BucketSeconds / 60} min";

    public TimeSpan Span => TimeSpan.FromSeconds((double)BucketSeconds * Buckets);

    /// <returns>The shortest where the address says nothing that is known.</returns>
    public static LiveRange Of(string? key) => All.FirstOrDefault(range => range.Key == key, QuarterHour);
}
