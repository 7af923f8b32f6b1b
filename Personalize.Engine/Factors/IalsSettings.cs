using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Factors;

/// <summary>How implicit factors are learnt.</summary>
public sealed record IalsSettings
{
    /// <summary>k, 1 to 512. Default 128.</summary>
    [Range(1, 512)]
    public int Factors { get; init; } = 128;

    /// <summary>α0: how much "not touched" is believed to mean "not wanted", beside 1 for what was touched. Default 0.3.</summary>
    [Range(1e-6, 100d)]
    public double UnobservedWeight { get; init; } = 0.3;

    /// <summary>λ, above 0. Default 0.007.</summary>
    [Range(1e-9, 1e6)]
    public double Regularisation { get; init; } = 0.007;

    /// <summary>ν in [0, 1]: with 1 a row is held back in proportion to what the loss says of it, with 0 all rows alike. Default 1.</summary>
    [Range(0d, 1d)]
    public double FrequencyExponent { get; init; } = 1;

    /// <summary>Rounds over customers and items, 1 or more. Default 12.</summary>
    [Range(1, 1000)]
    public int Sweeps { get; init; } = 12;

    /// <summary>Steps of conjugate gradients per row and sweep, from where the row stood; 0 solves every row exactly. Default 3.</summary>
    [Range(0, 100)]
    public int GradientSteps { get; init; } = 3;
}
