using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Clusters;

/// <summary>Judges items by what customers of the same interest cluster did lately; scaled like <see cref="PopularityModel"/>.</summary>
/// <remarks>An item that nobody of the cluster touched scores 0. A customer without a cluster gets NaN.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ClusterScorer : IScorer
{
    public const string ScorerName = "cluster";

    private readonly CompressedRows _masses;
    private readonly double[] _scores;
    private readonly long _modelVersion;

    /// <param name="masses">Clusters × items; decayed sums of activity weights.</param>
    internal ClusterScorer(CompressedRows masses, long modelVersion)
    {
        _masses = masses;
        _modelVersion = modelVersion;
        var greatest = 0f;
        foreach (var mass in masses.Values) greatest = Math.Max(greatest, mass);
        var divisor = MassScale.DivisorFor([greatest]);
        _scores = new double[masses.EntryCount];
        for (var entry = 0; entry < _scores.Length; entry++) _scores[entry] = MassScale.ScoreOf(masses.Values[entry] / divisor);
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.Cluster;

    internal CompressedRows Masses => _masses;

    /// <summary>Adds the interactions of each cluster's customers up.</summary>
    internal static ClusterScorer Train(ClusterModel clusters, InteractionMatrix interactions, long modelVersion)
    {
        var builder = new InteractionMatrixBuilder(clusters.Count, interactions.ColumnCount);
        for (var customer = 0; customer < interactions.RowCount; customer++)
        {
            if (clusters.Labels[customer] is not (>= 0 and var cluster)) continue;
            var row = interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) builder.Add(cluster, row.Columns[at], row.Values[at]);
        }
        return new ClusterScorer(builder.BuildRows(), modelVersion);
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Cluster < 0)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        return KnownItems.Score(new OfCluster(this, query.Cluster), _masses.ColumnCount, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (query.Cluster < 0 || !KnownItems.Contains(_masses.ColumnCount, item)) return new Explanation(double.NaN, [], 0);
        if (EntryOf(query.Cluster, item) is not (>= 0 and var entry)) return new Explanation(0, [], 0);
        var score = _scores[entry];
        return maxReasons == 0
            ? new Explanation(score, [], score)
            : new Explanation(score, [new Reason.LikeMinded(query.Cluster, _masses.Values[entry], score)], 0);
    }

    // Position in the shared arrays, or negative for an item that nobody of the cluster touched.
    private int EntryOf(int cluster, int item)
    {
        var at = _masses.Row(cluster).Columns.BinarySearch(item);
        return at < 0 ? -1 : _masses.Starts[cluster] + at;
    }

    private readonly struct OfCluster(ClusterScorer scorer, int cluster) : IItemOpinion
    {
        public float Of(int item) => scorer.EntryOf(cluster, item) is >= 0 and var entry ? (float)scorer._scores[entry] : 0;
    }
}
