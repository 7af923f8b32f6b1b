using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Factors;

/// <summary>How singular vectors are learnt.</summary>
public sealed record PureSvdSettings
{
    /// <summary>Singular vectors kept, 1 to 1000; as many as there are items at most. Default 50.</summary>
    [Range(1, 1000)]
    public int Rank { get; init; } = 50;

    /// <summary>Rounds of the power iteration, 0 to 100. Default 2.</summary>
    [Range(0, 100)]
    public int PowerIterations { get; init; } = 2;
}
