using Personalize.Engine.Diversity;
using Personalize.Engine.Interactions;
using Personalize.Engine.Rules;

namespace Personalize.Engine.Scoring;

/// <summary>Turns a query into an explained list: candidates, exclusions and rules, hybrid score, ladder, ranking, variety, places.</summary>
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
        var ruled = request.Rules.Excluded(query);
        var candidates = CandidatesOf(models.Items.Count, request.Excluded, ruled);
        var scores = new float[candidates.Length];
        using var view = hybrid.ViewFor(query);
        view.Score(candidates, scores);
        var items = new List<Recommendation>(Math.Min(request.Count, candidates.Length));
        int[] listed = [.. Listed(models, query, request, candidates, scores)];
        foreach (var (item, opinion) in listed.Zip(view.Judge(listed, request.ReasonsPerPart))) items.Add(new Recommendation(item, opinion.Score, opinion.Parts));
        return new RecommendationList(RungOf(query), hybrid.Weights, items) { Ruled = ruled };
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

    // Ranking, variety, then what the shop decides: a pin is not moved by anything.
    private static IEnumerable<int> Listed(
        ModelSet models, RecommendationQuery query, RecommendationRequest request, int[] candidates, float[] scores)
    {
        var most = Math.Max(request.Count, Math.Max(request.Diversity?.Pool ?? 0, request.Categories is null ? 0 : candidates.Length));
        if (request.Rules is { Pins.Count: 0, MostRepeats: null }) return Varied(models, request, Allowed(request, Ranker.Top(candidates, scores, most)));
        var before = HadBefore(query, request.Rules);
        // Even if everything that the customer had comes first, what is left fills the list.
        var ranked = Ranker.Top(candidates, scores, (int)Math.Min((long)most + before.Count + request.Rules.Pins.Count, candidates.Length));
        var allowed = Allowed(request, ranked);
        var list = Varied(models, request, allowed).ToList();
        var listed = list.ToHashSet();
        list.AddRange(allowed.Concat(ranked).Select(static one => one.Item).Where(listed.Add));
        list.AddRange(request.Rules.Pins.Values.Where(item => candidates.AsSpan().BinarySearch(item) >= 0 && listed.Add(item)));
        return request.Rules.Place(list, before, request.Count);
    }

    // What was bought; where nobody knows what was done, what was touched.
    private static HashSet<int> HadBefore(RecommendationQuery query, ItemRules rules)
    {
        if (query.Events.IsEmpty) return [.. query.Items.Span, .. rules.Had];
        var bought = new HashSet<int>(rules.Had);
        foreach (var happened in query.Events.Span)
        {
            if (happened.Kind == ActivityKind.Purchase) bought.Add(happened.Item);
        }
        return bought;
    }

    private static IReadOnlyList<RankedItem> Allowed(RecommendationRequest request, IReadOnlyList<RankedItem> ranked) =>
        request.Categories?.Apply(ranked, request.Count) ?? ranked;

    private static int[] Varied(ModelSet models, RecommendationRequest request, IReadOnlyList<RankedItem> allowed)
    {
        if (request.Diversity is not { } diversity) return [.. allowed.Take(request.Count).Select(static one => one.Item)];
        RankedItem[] pool = [.. allowed.Take(Math.Max(request.Count, diversity.Pool))];
        int[] items = Array.ConvertAll(pool, static one => one.Item);
        var order = MarginalRelevance.Reorder(
            items, MarginalRelevance.Percentiles(pool), models.Catalogue.Likeness, diversity.RelevanceShare, request.Count);
        return [.. order.Select(at => items[at])];
    }

    private static int[] CandidatesOf(int itemCount, IReadOnlySet<int> excluded, IReadOnlyDictionary<int, RuleVerdict> ruled)
    {
        var candidates = new int[itemCount];
        var kept = 0;
        for (var item = 0; item < itemCount; item++)
        {
            if (!excluded.Contains(item) && !ruled.ContainsKey(item)) candidates[kept++] = item;
        }
        return candidates.AsSpan(0, kept).ToArray();
    }
}
