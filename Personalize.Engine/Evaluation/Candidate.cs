using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Evaluation;

/// <summary>A trained scorer on trial, with what a query must carry for it.</summary>
public sealed record Candidate
{
    public required IScorer Scorer { get; init; }

    /// <summary>The models in it that place customers among their factors: itself, or parts of a hybrid.</summary>
    public IReadOnlyList<IFoldIn> FoldIns { get; init; } = [];

    /// <summary>Makes the interest vector of a case, for models of content.</summary>
    public Func<EvaluationCase, SparseVector>? Interests { get; init; }

    /// <summary>Finds the interest cluster of an interest vector, -1 for none; null where there are no clusters.</summary>
    public Func<SparseVector, int>? Cluster { get; init; }

    /// <summary>One scorer alone.</summary>
    public static Candidate Of(IScorer scorer) => new() { Scorer = scorer, FoldIns = scorer is IFoldIn foldIn ? [foldIn] : [] };

    /// <summary>What this scorer is told of a customer.</summary>
    internal RecommendationQuery QueryFor(EvaluationCase tried, TrainingSet train, long modelVersion)
    {
        var factors = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        foreach (var model in FoldIns)
        {
            if (tried.Items.IsEmpty) break;
            var placed = new float[model.FactorCount];
            model.FoldIn(tried.History, placed);
            factors[model.Name] = placed;
        }
        var purchases = 0;
        foreach (var happened in tried.Events.Span) purchases += happened.Kind == ActivityKind.Purchase ? 1 : 0;
        var interests = Interests?.Invoke(tried) ?? SparseVector.Empty;
        return new RecommendationQuery
        {
            ModelVersion = modelVersion,
            Customer = tried.Customer,
            Items = tried.Items,
            Weights = tried.Weights,
            Interests = interests,
            Cluster = Cluster?.Invoke(interests) ?? -1,
            Factors = factors,
            Events = tried.Events,
            Now = train.AsOf.ToUnixTimeSeconds(),
            Activities = Math.Max(tried.Items.Length, tried.Events.Length),
            Purchases = purchases,
        };
    }
}
