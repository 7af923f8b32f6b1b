using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Diversity;

/// <summary>How much variety a list is given.</summary>
public sealed record DiversitySettings
{
    /// <summary>λ in [0, 1]: 1 for relevance alone. Default 0.8.</summary>
    [Range(0d, 1d)]
    public double RelevanceShare { get; init; } = 0.8;

    /// <summary>Best items among which the list is made, 1 or more, and never fewer than the list is long. Default 50.</summary>
    [Range(1, 10_000)]
    public int Pool { get; init; } = 50;
}
