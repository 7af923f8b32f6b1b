namespace Personalize.Engine.Ranking;

/// <summary>Features that make one reason together.</summary>
public enum FeatureGroup
{
    /// <summary>What the customer had, how often and how lately.</summary>
    History,

    /// <summary>What similar customers have.</summary>
    SimilarCustomers,

    /// <summary>What is bought together with the customer's items.</summary>
    AlsoBought,

    /// <summary>What everybody buys lately.</summary>
    Trend,

    /// <summary>The kind of item, and of customer.</summary>
    Kind,
}

/// <summary>Which features there are for whom.</summary>
internal static class RankingFeatures
{
    public const int Count = (int)RankingFeature.Undue + 1;

    public static FeatureGroup GroupOf(RankingFeature feature) => feature switch
    {
        RankingFeature.Repeatability or RankingFeature.LogBaskets => FeatureGroup.Kind,
        RankingFeature.AlsoBought or RankingFeature.LogAlsoBought => FeatureGroup.AlsoBought,
        RankingFeature.Similar or RankingFeature.LogSimilar => FeatureGroup.SimilarCustomers,
        (>= RankingFeature.Popularity7 and <= RankingFeature.Popularity90) or RankingFeature.PopularityTimesBaskets => FeatureGroup.Trend,
        _ => FeatureGroup.History,
    };

    /// <summary>Where nobody had anything before, what is left is the item's own and what others say.</summary>
    public static bool Serves(RankingFeature feature, RankerScope scope) =>
        scope == RankerScope.AllItems || feature is >= RankingFeature.Popularity7 and <= RankingFeature.Repeatability;
}
