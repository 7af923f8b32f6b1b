using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Clusters;

/// <summary>How k-means groups points by direction.</summary>
public sealed record KMeansSettings
{
    /// <summary>k, or 0 for the rule clamp(round(√(n/2)), 2, 50). Never more than there are distinct points.</summary>
    [Range(0, 100_000)]
    public int ClusterCount { get; init; }

    /// <summary>Runs from different seeds, 1 or more; the smallest inertia wins. Default 4.</summary>
    [Range(1, 100)]
    public int Restarts { get; init; } = 4;

    /// <summary>1 or more. Default 100.</summary>
    [Range(1, 100_000)]
    public int MaxIterations { get; init; } = 100;

    /// <summary>A run ends when inertia falls by a smaller share than this, in [0, 1]. Default 1e-4.</summary>
    [Range(0d, 1d)]
    public double LeastGain { get; init; } = 1e-4;

    /// <summary>Strongest entries of a point that count, 1 or more; the others are left out before its length is made 1. Default: all.</summary>
    [Range(1, int.MaxValue)]
    public int EntriesPerPoint { get; init; } = int.MaxValue;
}
