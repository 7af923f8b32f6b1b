namespace Personalize.Web.Shell.Charts;

/// <summary>What must be sent so that a drawn chart shows newer figures: points fall off the front, the tail is replaced.</summary>
/// <param name="Drop">Points to remove from the front.</param>
/// <param name="Times">Times of the tail.</param>
/// <param name="Values">Tail of each series, in the order of the series.</param>
public sealed record ChartDelta(int Drop, int Keep, IReadOnlyList<long> Times, IReadOnlyList<IReadOnlyList<double?>> Values)
{
    public bool IsNothing => Drop == 0 && Times.Count == 0;

    /// <returns>Null when the figures differ too much, and must be sent whole.</returns>
    public static ChartDelta? Between(ChartFigures drawn, ChartFigures next)
    {
        if (!SameKind(drawn, next) || next.Times.Count == 0)
            return null;
        var drop = FirstAtOrAfter(drawn.Times, next.Times[0]);
        var overlap = drawn.Times.Count - drop;
        if (overlap <= 0 || overlap > next.Times.Count || drawn.Times[drop] != next.Times[0] || drawn.Times[^1] != next.Times[overlap - 1])
            return null;
        var keep = 0;
        while (keep < overlap && Enumerable.Range(0, next.Series.Count).All(
            index => Nullable.Equals(drawn.Series[index].Values[drop + keep], next.Series[index].Values[keep])))
            keep++;
        return new ChartDelta(
            drop, keep, [.. next.Times.Skip(keep)],
            [.. next.Series.Select(series => (IReadOnlyList<double?>)[.. series.Values.Skip(keep)])]);
    }

    private static bool SameKind(ChartFigures drawn, ChartFigures next) =>
        drawn.Shape == next.Shape && drawn.Unit == next.Unit && drawn.Marks.SequenceEqual(next.Marks)
        && drawn.Series.Select(series => (series.Name, series.Slot)).SequenceEqual(next.Series.Select(series => (series.Name, series.Slot)));

    private static int FirstAtOrAfter(IReadOnlyList<long> times, long time)
    {
        var index = 0;
        while (index < times.Count && times[index] < time)
            index++;
        return index;
    }
}
