namespace Personalize.Engine.Clusters;

/// <summary>What "near" means to k-means.</summary>
public enum KMeansGeometry
{
    /// <summary>Angle: centroids have length 1 and points without direction belong to no cluster.</summary>
    Spherical,

    /// <summary>Straight distance to the mean of the cluster.</summary>
    Euclidean,
}

public sealed record KMeansSettings
{
    /// <summary>k, or 0 for the rule clamp(round(√(n/2)), 2, 50). Never more than there are distinct points.</summary>
    public int ClusterCount { get; init; }

    /// <summary>Runs from different seeds, 1 or more; the smallest inertia wins. Default 4.</summary>
    public int Restarts { get; init; } = 4;

    /// <summary>1 or more. Default 100.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>A run ends when inertia falls by a smaller share than this. Default 1e-4.</summary>
    public double LeastGain { get; init; } = 1e-4;

    public KMeansGeometry Geometry { get; init; } = KMeansGeometry.Spherical;
}
