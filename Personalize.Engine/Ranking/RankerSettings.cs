using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Repeats;

namespace Personalize.Engine.Ranking;

/// <summary>How a ranker is learnt. The defaults were chosen on held-back months of training data, see the engine's README.</summary>
public sealed record RankerSettings
{
    /// <summary>What is predicted: a purchase within so many days, 1 or more. Default 30.</summary>
    [Range(1d, 3650d)]
    public double HorizonDays { get; init; } = 30;

    /// <summary>Past windows of that length, one before the other, that it learns from, 1 or more. Default 2.</summary>
    [Range(1, 100)]
    public int Windows { get; init; } = 2;

    /// <summary>Items that each source puts forward as examples, beside the history, 1 or more. Default 150.</summary>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 150;

    /// <summary>Items drawn at random as examples for each customer, so that what no source puts forward is known too; 0 or more. Default 100.</summary>
    [Range(0, 1_000_000)]
    public int RandomItems { get; init; } = 100;

    /// <summary>Customers of a window who are learnt from at most, drawn at random, 1 or more. Default 5,000.</summary>
    [Range(1, 10_000_000)]
    public int MostCustomers { get; init; } = 5000;

    /// <summary>Half of it times the squared length of the coefficients is added to the mean loss, above 0. Default 0.0001.</summary>
    [Range(1e-12, 1e6)]
    public double Penalty { get; init; } = 1e-4;

    /// <summary>Similar customers below which they are no reason that may be told: fewer might be recognised. 1 or more. Default 5.</summary>
    [Range(1, 1_000_000)]
    public int FewestToldOf { get; init; } = 5;

    /// <summary>How what is bought together is learnt. Above <see cref="EaseSettings.MostItems"/> item-kNN takes its place. Default λ = 300, no dropout.</summary>
    public EaseSettings AlsoBought { get; init; } = new() { Regularisation = 300, Dropout = 0 };

    /// <summary>How occasions fade, and how many similar customers are heard.</summary>
    public RepeatSettings Repeat { get; init; } = new();
}
