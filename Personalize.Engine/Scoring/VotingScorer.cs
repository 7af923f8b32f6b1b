namespace Personalize.Engine.Scoring;

/// <summary>Lets scorers vote by place and not by score: Σ 1 / (c + place), place 1 being the best of all items.</summary>
/// <remarks>
/// Reciprocal-rank fusion: Cormack, Clarke and Büttcher, 2009. A place counts the items with a greater score, so items of equal
/// score share one, and an item scores the same alone and in a crowd. O(scorers · items · log items) per customer.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class VotingScorer : IScorer
{
    public const string ScorerName = "voting";

    /// <summary>c that found held-back items best.</summary>
    public const double UsualOffset = 10;

    private readonly IScorer[] _voters;
    private readonly double _offset;
    private readonly int _itemCount;
    private readonly long _modelVersion;

    /// <param name="voters">1 or more; all votes count alike.</param>
    /// <param name="offset">c, finite and above -1: the greater, the less the first places stand out.</param>
    /// <param name="itemCount">Items of the vocabulary.</param>
    /// <exception cref="ArgumentException">A rule above is broken.</exception>
    public VotingScorer(IReadOnlyList<IScorer> voters, double offset, int itemCount, long modelVersion)
    {
        if (voters.Count == 0) throw new ArgumentException("Nobody votes; name at least one scorer.", nameof(voters));
        if (!(offset > -1) || double.IsInfinity(offset)) throw new ArgumentOutOfRangeException(nameof(offset), offset, "The offset is finite and above -1.");
        (_voters, _offset, _itemCount, _modelVersion) = ([.. voters], offset, itemCount, modelVersion);
        // Whoever serves strangers makes the whole do so; else it needs what all of them need.
        Requires = _voters.Select(static voter => voter.Requires).Aggregate(static (one, other) => one & other);
    }

    public string Name => ScorerName;

    public Evidence Requires { get; }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        KnownItems.Score(new Voted(Votes(query).Sums), _itemCount, items, scores);
        return Count(scores);
    }

    /// <remarks>The reasons of each voter, scaled so that together they are at most its vote.</remarks>
    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (!KnownItems.Contains(_itemCount, item)) return new Explanation(double.NaN, [], 0);
        var (sums, votes) = Votes(query);
        if (double.IsNaN(sums[item])) return new Explanation(double.NaN, [], 0);
        var reasons = new List<Reason>();
        for (var voter = 0; voter < _voters.Length; voter++)
        {
            if (double.IsNaN(votes[voter][item])) continue;
            var explained = _voters[voter].Explain(query, item, maxReasons);
            var whole = Math.Max(explained.Score, explained.Reasons.Sum(static reason => reason.Contribution));
            if (!(whole > 0)) continue;
            reasons.AddRange(explained.Reasons.Select(reason => reason with { Contribution = reason.Contribution * votes[voter][item] / whole }));
        }
        Reason[] strongest = [.. reasons.OrderByDescending(static reason => reason.Contribution).Take(maxReasons)];
        return new Explanation(sums[item], strongest, sums[item] - strongest.Sum(static reason => reason.Contribution));
    }

    /// <summary>1 / (c + place) by item; NaN where there is no opinion.</summary>
    internal static double[] VotesOf(ReadOnlySpan<float> scores, double offset)
    {
        var order = new int[scores.Length];
        for (var item = 0; item < order.Length; item++) order[item] = item;
        var keys = new float[scores.Length];
        for (var item = 0; item < keys.Length; item++) keys[item] = float.IsNaN(scores[item]) ? float.PositiveInfinity : -scores[item];
        Array.Sort(keys, order);
        var votes = new double[scores.Length];
        var place = 1;
        for (var at = 0; at < order.Length; at++)
        {
            if (at > 0 && keys[at] != keys[at - 1]) place = at + 1;
            votes[order[at]] = float.IsNaN(scores[order[at]]) ? double.NaN : 1 / (offset + place);
        }
        return votes;
    }

    private (double[] Sums, double[][] Votes) Votes(RecommendationQuery query)
    {
        var items = new int[_itemCount];
        for (var item = 0; item < items.Length; item++) items[item] = item;
        var scores = new float[_itemCount];
        var votes = new double[_voters.Length][];
        var sums = new double[_itemCount];
        Array.Fill(sums, double.NaN);
        for (var voter = 0; voter < _voters.Length; voter++)
        {
            _voters[voter].Score(query, items, scores);
            votes[voter] = VotesOf(scores, _offset);
            for (var item = 0; item < sums.Length; item++)
            {
                if (!double.IsNaN(votes[voter][item])) sums[item] = (double.IsNaN(sums[item]) ? 0 : sums[item]) + votes[voter][item];
            }
        }
        return (sums, votes);
    }

    private static int Count(ReadOnlySpan<float> scores)
    {
        var known = 0;
        foreach (var score in scores) known += float.IsNaN(score) ? 0 : 1;
        return known;
    }

    private readonly struct Voted(double[] sums) : IItemOpinion
    {
        public float Of(int item) => (float)sums[item];
    }
}
