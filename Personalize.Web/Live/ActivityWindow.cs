using System.Collections.Immutable;
using Personalize.Engine.Interactions;
using Personalize.Web.Shell;
using Personalize.Web.Shell.Charts;

namespace Personalize.Web.Live;

/// <summary>Activities by type over one time range, drawn the same for all who look at it; made once for all of them.</summary>
/// <param name="Words">Shares to the nearest ten, so that the chart's name changes seldom.</param>
public sealed record ActivityWindow(LiveRange Range, ChartFigures Figures, long Total, string Words)
{
    /// <summary>An empty time of that length is a gap: nobody knows whether nothing happened or nothing arrived.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private static readonly ImmutableArray<ActivityKind> Kinds = [.. Enum.GetValues<ActivityKind>()];

    /// <param name="counts">By kind and bucket.</param>
    /// <param name="from">Unix time of the first bucket.</param>
    /// <param name="knownFrom">Empty buckets that end before it are unknown.</param>
    public static ActivityWindow Of(
        LiveRange range, long from, Func<ActivityKind, int, long> counts, long knownFrom, IEnumerable<Happening> happenings)
    {
        var sums = new long[LiveRange.Buckets];
        for (var bucket = 0; bucket < sums.Length; bucket++) sums[bucket] = Kinds.Sum(kind => counts(kind, bucket));
        var known = Known(sums, range, bucket => from + ((bucket + 1L) * range.BucketSeconds) > knownFrom);
        var to = from + ((long)range.BucketSeconds * sums.Length);
        var figures = new ChartFigures(
            ChartShape.StackedArea, "",
            [.. Enumerable.Range(0, sums.Length).Select(bucket => (from + ((long)bucket * range.BucketSeconds)) * 1000)],
            [.. Kinds.Select(kind => new ChartSeries(
                KindLook.Of(kind).Word, KindLook.Of(kind).Slot,
                [.. Enumerable.Range(0, sums.Length).Select(bucket => known[bucket] ? (double?)counts(kind, bucket) : null)]))])
        {
            Marks =
            [
                .. happenings.Where(one => one.At.ToUnixTimeSeconds() >= from && one.At.ToUnixTimeSeconds() < to)
                    .OrderBy(one => one.At).Select(one => new ChartMark(one.At.ToUnixTimeMilliseconds(), one.Text)),
            ],
        };
        var total = sums.Sum();
        return new ActivityWindow(range, figures, total, total == 0 ? "none" : string.Join(", ", Kinds.Select(kind =>
            $"{KindLook.Of(kind).Word} {Math.Round(Enumerable.Range(0, sums.Length).Sum(bucket => counts(kind, bucket)) * 10.0 / total) * 10:0}%")));
    }

    /// <summary>A run of empty buckets is unknown where nothing was counted yet, where it is as long as a silence, and at the end.</summary>
    internal static bool[] Known(IReadOnlyList<long> sums, LiveRange range, Func<int, bool> isCounted)
    {
        var known = new bool[sums.Count];
        for (var start = 0; start < known.Length;)
        {
            if (sums[start] > 0)
            {
                known[start++] = true;
                continue;
            }

            var end = start;
            while (end < known.Length && sums[end] == 0) end++;
            var silent = end == known.Length || (end - start) * range.BucketSeconds >= Silence.TotalSeconds;
            for (var bucket = start; bucket < end; bucket++) known[bucket] = !silent && isCounted(bucket);
            start = end;
        }

        return known;
    }
}
