using Personalize.Engine.Clusters;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Clusters;

public sealed class ClusterScorerTests
{
    [Fact]
    public void Activity_counts_for_the_own_cluster_only()
    {
        // Customers 0 and 1 are cluster 0 and give item 2 the mass 1 + 3; customer 2 is cluster 1; customer 3 is nowhere.
        var scorer = Trained([0, 0, 1, -1], (0, 2, 1), (1, 2, 3), (2, 0, 5), (3, 1, 9));

        Assert.Equal([0f, 0f, (float)MassScale.ScoreOf(4)], Scores(scorer, cluster: 0));
        Assert.Equal([(float)MassScale.ScoreOf(5), 0f, 0f], Scores(scorer, cluster: 1));
    }

    [Fact]
    public void The_reason_names_the_cluster_and_its_activity()
    {
        var explanation = Trained([0], (0, 1, 4)).Explain(Of(0), 1, 3);

        Assert.Equal(new Reason.LikeMinded(0, 4, explanation.Score), Assert.Single(explanation.Reasons));
    }

    [Fact]
    public void Old_masses_rank_like_new_ones()
    {
        var scores = Scores(Trained([0], (0, 0, 2e-18), (0, 1, 1e-18), (0, 2, 3e-18)), cluster: 0);

        Assert.True(scores[2] > scores[0] && scores[0] > scores[1] && scores[1] > 0.1);
    }

    private static RecommendationQuery Of(int cluster) => new() { ModelVersion = 1, Cluster = cluster };

    private static ClusterScorer Trained(int[] labels, params (int Customer, int Item, double Weight)[] touches)
    {
        var builder = new InteractionMatrixBuilder(labels.Length, 3);
        foreach (var (customer, item, weight) in touches) builder.Add(customer, item, weight);
        var count = labels.Max() + 1;
        return ClusterScorer.Train(new ClusterModel(new Centroids(count, new float[count]), labels, 0, entriesPerPoint: int.MaxValue), builder.Build(), 1);
    }

    private static float[] Scores(ClusterScorer scorer, int cluster)
    {
        var scores = new float[3];
        scorer.Score(Of(cluster), [0, 1, 2], scores);
        return scores;
    }
}
