using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Engine;

/// <summary>All that one training run may see.</summary>
public sealed record TrainingInput
{
    public required TrainingSet Activities { get; init; }

    /// <summary>One per number of <c>Activities.Items</c>, in that order.</summary>
    public required IReadOnlyList<CatalogueItem> Items { get; init; }

    /// <summary>Declared interests, one list per number of <c>Activities.Customers</c>, in that order.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Interests { get; init; }

    /// <summary>Raw engagement values of the active customers, decayed to <c>Activities.AsOf</c>; each finite and ≥ 0.</summary>
    public required IReadOnlyList<double> Engagement { get; init; }

    /// <summary>Decayed popularity of each item by number, at <c>Activities.AsOf</c>; each finite and ≥ 0.</summary>
    public required IReadOnlyList<double> Popularity { get; init; }
}

/// <summary>Learns a whole model set. Holds settings only, so one trainer may run many times.</summary>
public sealed class ModelSetTrainer
{
    /// <exception cref="OperationCanceledException">Cancelled between stages; nothing is published.</exception>
    public ModelSet Train(TrainingInput input, long version, DateTimeOffset trainedAt, TrainingRun run) =>
        throw new NotImplementedException();
}
