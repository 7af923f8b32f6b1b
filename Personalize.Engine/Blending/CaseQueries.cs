using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Blending;

/// <summary>What a hybrid is told of the customers that it is tried on.</summary>
internal sealed record CaseQueries
{
    /// <summary>Makes the interest vector; null where there are no texts.</summary>
    public Func<EvaluationCase, SparseVector>? Interests { get; init; }

    /// <summary>Finds the interest cluster, -1 for none; null where there are no clusters.</summary>
    public Func<SparseVector, int>? Cluster { get; init; }

    public RecommendationQuery Of(EvaluationCase tried, IReadOnlyList<IScorer> scorers, TrainingSet train, long modelVersion)
    {
        var candidate = new Candidate { Scorer = scorers[0], FoldIns = [.. scorers.OfType<IFoldIn>()], Interests = Interests };
        var query = candidate.QueryFor(tried, train, modelVersion);
        return Cluster is null ? query : query with { Cluster = Cluster(query.Interests) };
    }
}
