using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>What one model set knows about one customer at one instant. Built by <see cref="QueryFactory"/>, never stored.</summary>
public sealed record RecommendationQuery
{
    /// <summary>Model set this query speaks for; scorers of another set must not be given it.</summary>
    public required long ModelVersion { get; init; }

    /// <summary>Number in the model's vocabulary of customers, or -1 for somebody it never saw. Only to tell the customer from others.</summary>
    public int Customer { get; init; } = -1;

    /// <summary>Item numbers touched, strictly increasing.</summary>
    public ReadOnlyMemory<int> Items { get; init; }

    /// <summary>Weights parallel to <see cref="Items"/>, decayed to now; unitless, above 0.</summary>
    public ReadOnlyMemory<float> Weights { get; init; }

    /// <summary>Unit-length interest vector in the TF-IDF space, by term number; empty for no interests and no history.</summary>
    public Text.SparseVector Interests { get; init; } = Text.SparseVector.Empty;

    /// <summary>The customer's factors in each model that folds customers in, by scorer name; none for an empty history.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<float>> Factors { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, ReadOnlyMemory<float>>.Empty;

    /// <summary>The customer's own events, oldest first; empty where times are not known.</summary>
    public ReadOnlyMemory<ItemEvent> Events { get; init; }

    /// <summary>The instant for which the list is made, in unix seconds.</summary>
    public long Now { get; init; }

    /// <summary>Interest cluster in [0, k), or -1 for none.</summary>
    public int Cluster { get; init; } = -1;

    /// <summary>Activities behind <see cref="Items"/>, purchases among them. 0 or more.</summary>
    public int Activities { get; init; }

    public int Purchases { get; init; }
}
