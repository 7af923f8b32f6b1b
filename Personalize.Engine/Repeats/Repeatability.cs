using Personalize.Engine.Interactions;

namespace Personalize.Engine.Repeats;

/// <summary>ρ_i = (buyers who came back for it + 1) / (buyers + 5): whether an item is one that people buy again.</summary>
public static class Repeatability
{
    /// <param name="events">Purchases count, on different occasions; other kinds do not.</param>
    /// <param name="itemCount">Items of the vocabulary.</param>
    /// <returns>By item number, in (0, 1); 0.2 for an item that nobody bought.</returns>
    public static double[] Of(EventLog events, int itemCount)
    {
        var (buyers, returned) = (new int[itemCount], new int[itemCount]);
        var times = new Dictionary<int, (int Count, long LastAt)>();
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            times.Clear();
            foreach (var happened in events.Of(customer))
            {
                if (happened.Kind != ActivityKind.Purchase) continue;
                var (count, lastAt) = times.GetValueOrDefault(happened.Item);
                if (count == 0 || lastAt != happened.At) times[happened.Item] = (count + 1, happened.At);
            }
            foreach (var (item, (count, _)) in times)
            {
                buyers[item]++;
                if (count > 1) returned[item]++;
            }
        }
        var shares = new double[itemCount];
        for (var item = 0; item < itemCount; item++) shares[item] = (returned[item] + 1d) / (buyers[item] + 5d);
        return shares;
    }
}
