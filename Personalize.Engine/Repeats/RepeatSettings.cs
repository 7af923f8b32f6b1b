using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Engagement;

namespace Personalize.Engine.Repeats;

/// <summary>How repeat purchases are predicted. The defaults are published ones, checked on held-back months of training data, see the engine's README.</summary>
public sealed record RepeatSettings
{
    /// <summary>g: what an occasion counts for each later basket of the same customer, in (0, 1]. Default 0.9.</summary>
    [Range(1e-3, 1d)]
    public double BasketDecay { get; init; } = 0.9;

    /// <summary>Days, counted back from the customer's newest activity, after which an occasion counts half; 0 for never, the default.</summary>
    [Range(0d, 36_500d)]
    public double HalfLifeDays { get; init; }

    /// <summary>α, the share of the customer's own occasions in [0, 1]; the rest is that of similar customers. Default 0.7.</summary>
    [Range(0d, 1d)]
    public double OwnShare { get; init; } = 0.7;

    /// <summary>Similar customers who are heard, 1 or more. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Neighbours { get; init; } = 100;

    /// <summary>What the most popular item of the last weeks is ahead of one nobody has, 0 or more: it orders what would tie. Default 0.001.</summary>
    [Range(0d, 1e6)]
    public double PopularityShare { get; init; } = 0.001;

    /// <summary>Days after which an event counts half for popularity, above 0. Default 14.</summary>
    [Range(1e-3, 36_500d)]
    public double PopularityHalfLifeDays { get; init; } = 14;

    /// <summary>Similar customers below which they are no reason that may be told: fewer might be recognised. 1 or more. Default 5.</summary>
    [Range(1, 1_000_000)]
    public int FewestToldOf { get; init; } = 5;

    /// <summary>What an occasion of each kind counts; the specification's weights by default.</summary>
    public ActivityWeights Activity { get; init; } = ActivityWeights.Specification;
}
