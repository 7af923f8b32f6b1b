namespace Personalize.Engine.Scoring;

/// <summary>Turns a query into an explained list: candidates, exclusions, hybrid score, ladder, ranking.</summary>
public static class Recommender
{
    /// <summary>Purchases from which on the full history speaks.</summary>
    private const int PurchasesForFullHistory = 3;

    /// <returns>Empty only when every item is excluded or there are none. Its weights are those asked for, before inheritance.</returns>
    /// <exception cref="ArgumentException">The query is of another model version, or the weights break their rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 item or 0 reasons are asked for.</exception>
    /// <remarks>O(items · (scorers + log count)).</remarks>
    public static RecommendationList Recommend(ModelSet models, RecommendationQuery query, RecommendationRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(request.ReasonsPerPart);
        var usual = models.HybridFor(query);
        var hybrid = request.Weights is { } weights ? usual.WithWeights(weights) : usual;
        var candidates = CandidatesOf(models.Items.Count, request.Excluded);
        var scores = new float[candidates.Length];
        using var view = hybrid.ViewFor(query);
        view.Score(candidates, scores);
        var items = new List<Recommendation>(request.Count <= candidates.Length ? request.Count : candidates.Length);
        foreach (var (item, _) in Ranker.Top(candidates, scores, request.Count))
        {
            var opinion = view.Judge(item, request.ReasonsPerPart);
            items.Add(new Recommendation(item, opinion.Score, opinion.Parts));
        }
        return new RecommendationList(RungOf(query), hybrid.Weights, items);
    }

    /// <summary>The rung of the cold-start ladder on which a customer stands.</summary>
    /// <remarks>Interests in words that no item has are no evidence: such a customer is served by popularity, and told so.</remarks>
    public static Rung RungOf(RecommendationQuery query) => query switch
    {
        { Purchases: >= PurchasesForFullHistory } => Rung.FullHistory,
        { Activities: > 0 } => Rung.SomeHistory,
        { Interests.Count: > 0 } => Rung.InterestsOnly,
        _ => Rung.Popularity,
    };

    private static int[] CandidatesOf(int itemCount, IReadOnlySet<int> excluded)
    {
        var candidates = new int[itemCount];
        var kept = 0;
        for (var item = 0; item < itemCount; item++)
        {
            if (!excluded.Contains(item)) candidates[kept++] = item;
        }
        return candidates.AsSpan(0, kept).ToArray();
    }
}
