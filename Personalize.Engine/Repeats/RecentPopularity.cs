using Personalize.Engine.Interactions;

namespace Personalize.Engine.Repeats;

/// <summary>S_i = Σ 2^(-age / half-life) over the events of an item: what everybody does lately.</summary>
internal static class RecentPopularity
{
    /// <param name="asOf">Unix seconds; no event is later.</param>
    /// <param name="halfLifeDays">Above 0.</param>
    /// <returns>By item number.</returns>
    public static double[] Of(EventLog events, int itemCount, long asOf, double halfLifeDays)
    {
        var masses = new double[itemCount];
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            foreach (var happened in events.Of(customer)) masses[happened.Item] += PersonalHistory.Halved(asOf - happened.At, halfLifeDays);
        }
        return masses;
    }
}
