using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Neighbours;

public sealed class CustomerNeighbourTests
{
    // A = {0, 1}, B = {0, 1, 2}, C = {1, 2}, D = {3}.
    private static CustomerNeighbourScorer Train(CustomerNeighbourSettings settings)
    {
        int[][] histories = [[0, 1], [0, 1, 2], [1, 2], [3]];
        var builder = new InteractionMatrixBuilder(4, 4);
        for (var customer = 0; customer < 4; customer++)
        {
            foreach (var item in histories[customer]) builder.Add(customer, item, 1);
        }
        var data = new TrainingSet(builder.Build(), Vocabulary.Of(["a", "b", "c", "d"]), Vocabulary.Of(["w", "x", "y", "z"]), SmallShop.AsOf);
        return new CustomerNeighbourTrainer(settings).Train(data, 1, SmallShop.Run());
    }

    private static readonly RecommendationQuery A = new() { ModelVersion = 1, Customer = 0, Items = new[] { 0, 1 }, Weights = new[] { 1f, 1f } };

    private static float[] Scores(CustomerNeighbourScorer scorer, RecommendationQuery query)
    {
        var scores = new float[4];
        scorer.Score(query, [0, 1, 2, 3], scores);
        return scores;
    }

    [Fact]
    public void An_item_scores_the_cosines_of_those_who_have_it()
    {
        // cos(A, B) = 2/√6 = .816497, cos(A, C) = 1/2, cos(A, D) = 0.
        var scores = Scores(Train(new()), A);

        Assert.Equal(1.316497f, scores[2], 1e-6f);
        Assert.Equal(0, scores[3]);
    }

    [Fact]
    public void Nobody_is_their_own_neighbour()
    {
        Assert.Equal([1, 2], Train(new()).Nearest(A).Select(ranked => ranked.Item));
        Assert.Equal([0, 1, 2], Train(new()).Nearest(A with { Customer = -1 }).Select(ranked => ranked.Item));
    }

    [Fact]
    public void Only_the_nearest_are_heard() =>
        Assert.Equal(0.816497f, Scores(Train(new() { Neighbours = 1 }), A)[2], 1e-6f);

    [Fact]
    public void Too_few_similar_customers_are_no_reason_to_tell()
    {
        var hidden = Train(new() { FewestToldOf = 3 }).Explain(A, 2, 3);
        var told = Train(new() { FewestToldOf = 2 }).Explain(A, 2, 3);

        Assert.Empty(hidden.Reasons);
        Assert.Equal(hidden.Score, hidden.Remainder);
        Assert.Equal(new Reason.SimilarCustomers(2, told.Score / 2, told.Score), Assert.Single(told.Reasons));
    }
}
