using Personalize.Engine.Interactions;

namespace Personalize.Engine.Engagement;

/// <summary>How much one activity of each kind says about engagement. Unitless, each finite and ≥ 0.</summary>
public sealed record ActivityWeights
{
    /// <summary>The specification's weights: view 0.1, like 0.3, comment 0.4, share 0.5, purchase 1.0.</summary>
    public static ActivityWeights Specification { get; } = new();

    public double View { get; init; } = 0.1;
    public double Like { get; init; } = 0.3;
    public double Comment { get; init; } = 0.4;
    public double Share { get; init; } = 0.5;
    public double Purchase { get; init; } = 1.0;

    /// <returns>0 for a kind that is not listed.</returns>
    public double Of(ActivityKind kind) => kind switch
    {
        ActivityKind.View => View,
        ActivityKind.Like => Like,
        ActivityKind.Comment => Comment,
        ActivityKind.Share => Share,
        ActivityKind.Purchase => Purchase,
        _ => 0,
    };
}
