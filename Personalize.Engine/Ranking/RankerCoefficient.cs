namespace Personalize.Engine.Ranking;

/// <summary>One line of the table that tells what a ranker learnt.</summary>
/// <param name="Weight">What a standard deviation more adds to the log-odds; 0 for a feature that never varied.</param>
/// <param name="Mean">Over the examples, in the feature's units.</param>
/// <param name="Deviation">Standard deviation, 0 or more.</param>
public sealed record RankerCoefficient(RankingFeature Feature, FeatureGroup Group, double Weight, double Mean, double Deviation);
