namespace Personalize.Data.Live;

/// <summary>The one row of limits beyond which the Live page speaks of a problem. Every database has it from the beginning, with the defaults.</summary>
public sealed class LiveLimits
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    /// <summary>95th percentile from request to list.</summary>
    public int MostServeMilliseconds { get; set; } = 250;

    /// <summary>95th percentile from the door to the disk.</summary>
    public int MostStoreMilliseconds { get; set; } = 500;

    /// <summary>Percent of lists that fell back on best-sellers.</summary>
    public double MostFallbackPercent { get; set; } = 25;

    /// <summary>Percent of shown lists that an activity followed; 0 for no limit.</summary>
    public double LeastClickPercent { get; set; }

    /// <summary>Percent of the active items that were on any list; 0 for no limit.</summary>
    public double LeastCoveragePercent { get; set; }

    /// <summary>Seconds without an activity.</summary>
    public int MostSilenceSeconds { get; set; } = 180;
}
