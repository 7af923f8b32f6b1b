using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>What may be turned in <see cref="BayesianTrainer"/>. There is no rate and no penalty: both are learnt.</summary>
public sealed record BayesianSettings
{
    /// <summary>Numbers per customer and per item, 0 for 15 up to 200,000 ratings and 31 above. Default 0.</summary>
    [Range(0, 255)]
    public int Factors { get; init; }

    /// <summary>Draws of all parameters in turn. Default 220.</summary>
    [Range(1, 100_000)]
    public int Sweeps { get; init; } = 220;

    /// <summary>First sweeps that are not kept: the chain is still on its way. Default 20.</summary>
    [Range(0, 100_000)]
    public int BurnIn { get; init; } = 20;

    /// <summary>Draws that are kept, evenly spread over the later sweeps; each costs the memory of all factors. Default 100.</summary>
    [Range(1, 10_000)]
    public int Draws { get; init; } = 100;
}
