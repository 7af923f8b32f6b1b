using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>A scorer that places a new or changed customer among its factors without being trained anew.</summary>
public interface IFoldIn : IScorer
{
    /// <summary>Length of a customer's factors.</summary>
    int FactorCount { get; }

    /// <summary>The factors of a customer with this history. <see cref="RecommendationQuery.Factors"/> carries them to the scorer.</summary>
    /// <param name="history">Item numbers of the vocabulary and their weights.</param>
    /// <param name="factors">Receives the factors; all 0 for an empty history.</param>
    /// <exception cref="ArgumentException">The span is not of length <see cref="FactorCount"/>.</exception>
    void FoldIn(SparseRow history, Span<float> factors);
}
