using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load;

/// <summary>From POST until a listener is told of it.</summary>
/// <param name="SlowestP95">95th percentile of the listener whose it is highest; null where nobody received anything.</param>
/// <param name="Share">Of all pairs of a listener and an accepted activity; null where there are none.</param>
internal sealed record Receipts(Latency Waits, double? SlowestP95, double? Share)
{
    /// <remarks>
    /// The journal numbers what it stores, and a page shows the newest first. So a page that shows an activity tells of every
    /// one with a lower number too: by its figures, even where a line has already been pushed out of sight.
    /// </remarks>
    public static Receipts Of(IReadOnlyCollection<AcceptedActivity> accepted, IReadOnlyCollection<IReadOnlyList<Telling>> listeners)
    {
        AcceptedActivity[] inOrder = [.. accepted.OrderBy(one => one.Sequence)];
        var (all, own) = (new LatencyHistogram(), new LatencyHistogram());
        double? slowest = null;
        foreach (var tellings in listeners)
        {
            var told = 0;
            foreach (var telling in tellings)
            {
                for (; told < inOrder.Length && inOrder[told].Sequence <= telling.Sequence; told++) own.Add(inOrder[told].Due, telling.At);
            }

            if (own.Read().P95 is { } p95) slowest = Math.Max(slowest ?? 0, p95);
            all.Drain(own);
        }

        var waits = all.Read();
        var pairs = (long)inOrder.Length * listeners.Count;
        return new Receipts(waits, slowest, pairs == 0 ? null : waits.Count / (double)pairs);
    }
}
