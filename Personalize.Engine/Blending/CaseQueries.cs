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

    /// <param name="parts">The scorers inside, or the scorer itself.</param>
    public Candidate CandidateOf(IScorer scorer, IReadOnlyList<IScorer> parts) =>
        new() { Scorer = scorer, FoldIns = [.. parts.OfType<IFoldIn>()], Interests = Interests, Cluster = Cluster };
}
