namespace Personalize.Web.Shell.Charts;

public enum ChartShape
{
    Line,
    StackedArea,
    Bars,
}

/// <param name="Slot">1 to 6: colour of tokens.css, the same in both themes.</param>
/// <param name="Values">One per time; null is a gap.</param>
public sealed record ChartSeries(string Name, int Slot, IReadOnlyList<double?> Values);

/// <summary>What a chart over time shows, and its table twin with it. Immutable; a change makes a new one.</summary>
/// <param name="Times">Milliseconds since 1970, ascending, evenly spaced.</param>
/// <param name="Unit">Stands on the value axis: "activities per 5 s".</param>
public sealed record ChartFigures(
    ChartShape Shape, string Unit, IReadOnlyList<long> Times, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What happened at some times, oldest first; within the times that are shown.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
}

/// <param name="Time">Milliseconds since 1970.</param>
public sealed record ChartMark(long Time, string Text);
