using Personalize.Engine.Clusters;
using Personalize.Engine.Text;

namespace Personalize.Engine.Scoring;

/// <summary>Draws the scores that calibrations are fitted to: some customers, and for each some items.</summary>
internal sealed class CalibrationSample(
    IReadOnlyList<SparseVector> interests, ClusterModel clusters, int itemCount, ModelSettings settings, long modelVersion)
{
    /// <summary>Customers without evidence for the scorer are passed over: they would say nothing.</summary>
    public Calibration Calibrate(IScorer scorer, int seed)
    {
        var random = RandomStream.Of(seed, RandomUse.Calibration, 0);
        var customers = Shuffled(interests.Count, random);
        var items = new int[Math.Min(settings.CalibrationItems, itemCount)];
        var scores = new float[items.Length];
        var sample = new List<float>();
        var asked = 0;
        foreach (var customer in customers)
        {
            if (asked == settings.CalibrationCustomers) break;
            for (var at = 0; at < items.Length; at++) items[at] = random.Next(itemCount);
            if (scorer.Score(QueryOf(customer), items, scores) == 0) continue;
            sample.AddRange(scores);
            asked++;
        }
        return Calibration.PercentileAbove(0, sample.ToArray());
    }

    /// <summary>For a scorer that judges all customers alike: its scores of every item.</summary>
    public Calibration CalibrateOverAll(IScorer scorer)
    {
        var items = new int[itemCount];
        for (var item = 0; item < itemCount; item++) items[item] = item;
        var scores = new float[itemCount];
        scorer.Score(new RecommendationQuery { ModelVersion = modelVersion }, items, scores);
        return Calibration.PercentileAbove(0, scores);
    }

    private RecommendationQuery QueryOf(int customer) => new()
    {
        ModelVersion = modelVersion,
        Interests = interests[customer],
        Cluster = clusters.Labels[customer],
    };

    private static int[] Shuffled(int count, Random random)
    {
        var order = new int[count];
        for (var at = 0; at < count; at++) order[at] = at;
        random.Shuffle(order);
        return order;
    }
}
