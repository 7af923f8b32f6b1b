using Personalize.Benchmarks.Load.Circuits;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load;

/// <summary>From POST until a viewer's page tells of it.</summary>
/// <param name="SlowestP95">95th percentile of the viewer whose it is highest; null where nobody received anything.</param>
/// <param name="Share">Of all pairs of a viewer and an accepted activity; null where there are none.</param>
internal sealed record Receipts(Latency Waits, double? SlowestP95, double? Share)
{
    /// <remarks>
    /// The journal numbers what it stores, and a page shows the newest first. So a page that shows an activity tells of every
    /// one with a lower number too: by its figures, even where a line has already been pushed out of sight.
    /// </remarks>
    public static Receipts Of(IReadOnlyCollection<AcceptedActivity> accepted, IReadOnlyCollection<IReadOnlyList<Sighting>> viewers)
    {
        var numbers = accepted.ToDictionary(one => one.Time, one => one.Sequence);
        AcceptedActivity[] inOrder = [.. accepted.OrderBy(one => one.Sequence)];
        var (all, own) = (new LatencyHistogram(), new LatencyHistogram());
        double? slowest = null;
        foreach (var sightings in viewers)
        {
            var told = 0;
            foreach (var sighting in sightings)
            {
                var newest = sighting.Times.Max(time => numbers.GetValueOrDefault(time, long.MinValue));
                for (; told < inOrder.Length && inOrder[told].Sequence <= newest; told++) own.Add(inOrder[told].Due, sighting.At);
            }

            if (own.Read().P95 is { } p95) slowest = Math.Max(slowest ?? 0, p95);
            all.Drain(own);
        }

        var waits = all.Read();
        var pairs = (long)inOrder.Length * viewers.Count;
        return new Receipts(waits, slowest, pairs == 0 ? null : waits.Count / (double)pairs);
    }
}
