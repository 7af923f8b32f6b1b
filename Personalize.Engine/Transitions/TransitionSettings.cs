using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Transitions;

/// <summary>How next items are learnt. The defaults are published ones, checked on held-back months of training data, see the engine's README.</summary>
public sealed record TransitionSettings
{
    /// <summary>How many steps later an item may follow another, 1 or more. Default 7.</summary>
    [Range(1, 1000)]
    public int Window { get; init; } = 7;

    /// <summary>What following one step later still counts, in (0, 1]. Default 0.75.</summary>
    [Range(1e-3, 1d)]
    public double StepDecay { get; init; } = 0.75;

    /// <summary>α in [0, 1]: how far what follows an item is divided by how much follows it. 1 gives shares. Default 0.7.</summary>
    [Range(0d, 1d)]
    public double SourcePower { get; init; } = 0.7;

    /// <summary>β in [0, 1]: how far it is divided by how often the next item comes at all. Default 0.2.</summary>
    [Range(0d, 1d)]
    public double PopularityPower { get; init; } = 0.2;

    /// <summary>Steps of the customer's history that are asked, newest first, 1 or more. Default 20.</summary>
    [Range(1, 1000)]
    public int HistorySteps { get; init; } = 20;

    /// <summary>What each earlier step of the history still counts, in (0, 1]. Default 0.75.</summary>
    [Range(1e-3, 1d)]
    public double HistoryDecay { get; init; } = 0.75;

    /// <summary>Next items kept per item, 1 or more. Default 200.</summary>
    [Range(1, 1_000_000)]
    public int Successors { get; init; } = 200;
}
