using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>The log-odds of items as if they were new to the customer: what the item counts itself, and what four features of both add.</summary>
/// <param name="ownCounts">By item: intercept and the features that are the same for everybody.</param>
internal readonly struct NewItemOdds(CustomerSignals customer, LogisticRule rule, double[] ownCounts) : IItemOpinion
{
    // Most items have neither: their logarithms are worth taking once.
    private readonly double _nothingAlsoBought = rule.Share((int)RankingFeature.LogAlsoBought, (float)CustomerSignals.LogAlsoBought(0));
    private readonly double _nothingSimilar = rule.Share((int)RankingFeature.LogSimilar, (float)CustomerSignals.LogSimilar(0));

    public static double[] OfItems(ItemSignals items, LogisticRule rule)
    {
        var counts = new double[items.ItemCount];
        for (var item = 0; item < counts.Length; item++)
        {
            counts[item] = rule.Intercept + rule.Share((int)RankingFeature.Repeatability, (float)items.Repeatability[item]);
            for (var at = 0; at < ItemSignals.HalfLives.Length; at++) counts[item] += rule.Share((int)RankingFeature.Popularity7 + at, (float)items.Popularity[at][item]);
        }
        return counts;
    }

    public float Of(int item)
    {
        var (alsoBought, similar) = (customer.AlsoBought[item], customer.Similar[item]);
        return (float)(ownCounts[item]
            + rule.Share((int)RankingFeature.AlsoBought, alsoBought)
            + (alsoBought <= 0 ? _nothingAlsoBought : rule.Share((int)RankingFeature.LogAlsoBought, (float)CustomerSignals.LogAlsoBought(alsoBought)))
            + rule.Share((int)RankingFeature.Similar, (float)similar)
            + (similar == 0 ? _nothingSimilar : rule.Share((int)RankingFeature.LogSimilar, (float)CustomerSignals.LogSimilar(similar))));
    }
}
