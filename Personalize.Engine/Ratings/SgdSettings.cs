using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>What may be turned in <see cref="SgdTrainer"/>. The defaults were chosen on a tenth of MovieLens training ratings, never on held-out ones.</summary>
public sealed record SgdSettings
{
    /// <summary>The specification's own: no deviations from the mean, one rate, one penalty, 50 factors, 20 epochs.</summary>
    public static SgdSettings Specification { get; } = new()
    {
        Factors = 50,
        Epochs = 20,
        LearningRate = 0.01,
        LearningRateDecay = 1,
        CustomerRegularisation = 0.02,
        ItemRegularisation = 0.02,
        Penalty = PenaltyScale.Constant,
        Deviations = false,
        InitialDeviation = 0.1,
    };

    /// <summary>k: numbers per customer and per item. Default 64.</summary>
    [Range(1, 1024)]
    public int Factors { get; init; } = 64;

    /// <summary>Times that every rating is looked at. Default 40.</summary>
    [Range(1, 10_000)]
    public int Epochs { get; init; } = 40;

    /// <summary>lr of the first epoch, in the form p ← p + lr(e·q − reg·p). Default 0.03.</summary>
    [Range(1e-9, 10d)]
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Each epoch's rate in terms of the one before. Default 0.94.</summary>
    [Range(0.01, 1d)]
    public double LearningRateDecay { get; init; } = 0.94;

    /// <summary>reg of a customer's factors. Default 1.</summary>
    [Range(0d, 1000d)]
    public double CustomerRegularisation { get; init; } = 1;

    /// <summary>reg of an item's factors. Default 1.2.</summary>
    [Range(0d, 1000d)]
    public double ItemRegularisation { get; init; } = 1.2;

    /// <summary>Penalty of a deviation in terms of that of the factors. Default 0.1.</summary>
    [Range(0d, 1000d)]
    public double DeviationRegularisation { get; init; } = 0.1;

    /// <summary>Whether those who rated much are held less tightly. Default: by the root of their number of ratings.</summary>
    [EnumDataType(typeof(PenaltyScale))]
    public PenaltyScale Penalty { get; init; } = PenaltyScale.ByRootOfCount;

    /// <summary>Whether the mean and the deviations of customers and items are learnt as well. Default true.</summary>
    public bool Deviations { get; init; } = true;

    /// <summary>Standard deviation of the factors at the start. Default 0.05.</summary>
    [Range(0d, 10d)]
    public double InitialDeviation { get; init; } = 0.05;
}

/// <summary>How a penalty is spread over ratings.</summary>
public enum PenaltyScale
{
    /// <summary>The same at each rating: who rated n items is held n times.</summary>
    Constant,

    /// <summary>reg / √n at each rating of one who rated n.</summary>
    ByRootOfCount,
}
