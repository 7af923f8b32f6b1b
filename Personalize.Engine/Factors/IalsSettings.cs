using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Factors;

/// <summary>How implicit factors are learnt.</summary>
public sealed record IalsSettings
{
    /// <summary>k, 1 to 512. Default 128.</summary>
    [Range(1, 512)]
    public int Factors { get; init; } = 128;

    /// <summary>α0: how much "not touched" is believed to mean "not wanted", beside 1 for what was touched. Default 0.1.</summary>
    [Range(1e-6, 100d)]
    public double UnobservedWeight { get; init; } = 0.1;

    /// <summary>λ, or 0 for the rule 45 / items, at most 0.03. The default: the rule.</summary>
    [Range(0d, 1e6)]
    public double Regularisation { get; init; }

    /// <summary>ν in [0, 1]: with 1 a row is held back in proportion to what the loss says of it, with 0 all rows alike. Default 1.</summary>
    [Range(0d, 1d)]
    public double FrequencyExponent { get; init; } = 1;

    /// <summary>Rounds over customers and items, 1 or more. Default 15.</summary>
    [Range(1, 1000)]
    public int Sweeps { get; init; } = 15;

    /// <summary>Steps of conjugate gradients per row and sweep, from where the row stood; 0 solves every row exactly. Default 3.</summary>
    [Range(0, 100)]
    public int GradientSteps { get; init; } = 3;

    /// <summary>The settings with λ in figures.</summary>
    /// <remarks>
    /// The rule keeps λ·α0·m at 4.5, what a row is held back by before it touched anything. That was right within a third for
    /// 1,400 to 3,600 items, and agrees with published settings for 20,000; below 1,500 items nothing was tried beyond 0.03.
    /// </remarks>
    internal IalsSettings For(int items) =>
        Regularisation > 0 ? this : this with { Regularisation = Math.Min(0.03, 45d / Math.Max(1, items)) };
}
