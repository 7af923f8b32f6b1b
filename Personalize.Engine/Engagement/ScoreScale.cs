namespace Personalize.Engine.Engagement;

/// <summary>Which normalisation of a raw engagement value is meant.</summary>
public enum ScaleKind
{
    /// <summary>Mid-rank share of the population below, in (0, 1). The default: no outlier can move it.</summary>
    Percentile,

    /// <summary>(x − min) / (max − min), in [0, 1].</summary>
    MinMax,

    /// <summary>(x − μ) / σ, unbounded.</summary>
    ZScore,
}

/// <summary>Immutable snapshot of a population of raw scores, recalibrated by the training run.</summary>
public sealed class ScoreScale
{
    /// <summary>Size of the population behind the scale; every normalised score is shown with it.</summary>
    public int Count => throw new NotImplementedException();

    /// <param name="value">Raw value ≥ 0, decayed to the instant of the snapshot.</param>
    public double Normalise(double value, ScaleKind kind) => throw new NotImplementedException();
}
