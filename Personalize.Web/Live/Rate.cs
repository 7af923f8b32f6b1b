using Personalize.Engine.Evaluation;

namespace Personalize.Web.Live;

/// <summary>A share that was counted.</summary>
/// <param name="Hits">At most <paramref name="Count"/>.</param>
/// <param name="Count">n behind the share.</param>
public readonly record struct Rate(long Hits, long Count)
{
    /// <summary>Null when nothing was counted; shown as a dash, never as 0.</summary>
    public double? Value => Count == 0 ? null : (double)Hits / Count;

    /// <summary>95 % interval by Wilson; NaN when nothing was counted.</summary>
    public ShareInterval Interval => ShareInterval.Wilson(Hits, Count);

    public Rate With(bool hit) => new(Hits + (hit ? 1 : 0), Count + 1);
}

/// <summary>Lists that were followed by an activity, among those shown to customers of one interest cluster.</summary>
/// <param name="Name">What its customers like most.</param>
public sealed record SegmentRate(string Name, Rate Clicked);
