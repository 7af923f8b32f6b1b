using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Neighbours;

/// <summary>How user-kNN judges. The defaults were chosen on a held-out part of training data, see the benchmarks.</summary>
public sealed record CustomerNeighbourSettings
{
    /// <summary>K, the similar customers who are heard, 1 or more. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Neighbours { get; init; } = 100;

    /// <summary>Similar customers below which they are no reason that may be told: fewer might be recognised. 1 or more. Default 5.</summary>
    [Range(1, 1_000_000)]
    public int FewestToldOf { get; init; } = 5;
}
