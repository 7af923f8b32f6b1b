using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>What may be turned in <see cref="SgdTrainer"/>. How the defaults were chosen stands in the README of this project.</summary>
public sealed record SgdSettings
{
    /// <summary>The specification's own: no deviations from the mean, one rate, one penalty, 50 factors, 20 epochs.</summary>
    public static SgdSettings Specification { get; } = new()
    {
        Factors = 50,
        Epochs = 20,
        LearningRate = 0.01,
        Steps = StepRule.Constant,
        Schedule = RateSchedule.Constant,
        CustomerRegularisation = 0.02,
        ItemRegularisation = 0.02,
        Penalty = PenaltyScale.Constant,
        Deviations = false,
        InitialDeviation = 0.1,
    };

    /// <summary>k: numbers per customer and per item. Default 64.</summary>
    [Range(1, 1024)]
    public int Factors { get; init; } = 64;

    /// <summary>Times that every rating is looked at. Default 16.</summary>
    [Range(1, 10_000)]
    public int Epochs { get; init; } = 16;

    /// <summary>lr of the factors in the first epoch, in the form p ← p + lr(e·q − reg·p). Default 0.1.</summary>
    [Range(1e-9, 10d)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>lr of the deviations in the first epoch, in the form b ← b + lr(e − reg·b). Default 0.02.</summary>
    [Range(0d, 10d)]
    public double DeviationRate { get; init; } = 0.02;

    /// <summary>Whether rows that came far go on in shorter steps. Default: they do.</summary>
    [EnumDataType(typeof(StepRule))]
    public StepRule Steps { get; init; } = StepRule.SlowingPerRow;

    /// <summary>What becomes of the rates from epoch to epoch. Default: they fall to nothing.</summary>
    [EnumDataType(typeof(RateSchedule))]
    public RateSchedule Schedule { get; init; } = RateSchedule.Falling;

    /// <summary>reg of a customer's factors. Default 0.8.</summary>
    [Range(0d, 1000d)]
    public double CustomerRegularisation { get; init; } = 0.8;

    /// <summary>reg of an item's factors. Default 1.</summary>
    [Range(0d, 1000d)]
    public double ItemRegularisation { get; init; } = 1;

    /// <summary>Penalty of a deviation in terms of that of the factors. Default 0.1.</summary>
    [Range(0d, 1000d)]
    public double DeviationRegularisation { get; init; } = 0.1;

    /// <summary>Whether those who rated much are held less tightly. Default: by the root of their number of ratings.</summary>
    [EnumDataType(typeof(PenaltyScale))]
    public PenaltyScale Penalty { get; init; } = PenaltyScale.ByRootOfCount;

    /// <summary>Whether the mean and the deviations of customers and items are learnt as well. Default true.</summary>
    public bool Deviations { get; init; } = true;

    /// <summary>Standard deviation of the factors at the start. Default 0.01: tastes that say little stay as small as they began.</summary>
    [Range(0d, 10d)]
    public double InitialDeviation { get; init; } = 0.01;
}

/// <summary>How long the steps of one row of factors are.</summary>
public enum StepRule
{
    /// <summary>The rate of the epoch, for all.</summary>
    Constant,

    /// <summary>That over the root of 1 + Σ ‖gradient‖² / k, over all the steps that the row took.</summary>
    SlowingPerRow,
}

/// <summary>The rate of an epoch in terms of the first one's.</summary>
public enum RateSchedule
{
    /// <summary>The same.</summary>
    Constant,

    /// <summary>1 − epoch / epochs, from 1 in a straight line towards 0.</summary>
    Falling,
}

/// <summary>How a penalty is spread over ratings.</summary>
public enum PenaltyScale
{
    /// <summary>The same at each rating: who rated n items is held n times.</summary>
    Constant,

    /// <summary>reg / √n at each rating of one who rated n.</summary>
    ByRootOfCount,
}
