using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Factors;

public sealed class PureSvdModelTests
{
    [Fact]
    public void One_direction_by_hand()
    {
        // Items 0 and 1 are always touched together, item 2 alone: XᵀX = [[3, 3, 0], [3, 3, 0], [0, 0, 1]], the greatest
        // eigenvalue 6 with (1, 1, 0) / √2. A history of item 0 projects to 1 / √2, so items 0 and 1 score ½.
        var model = new PureSvdTrainer(new PureSvdSettings { Rank = 1 }).Train(Histories.Of(3, [0, 1], [0, 1], [0, 1], [2]), 1, SmallShop.Run());
        var factors = new float[1];
        model.FoldIn(new SparseRow([0], [5]), factors);
        var scores = new float[3];
        model.Score(QueryOf(factors), [0, 1, 2], scores);

        Assert.Equal(Math.Sqrt(6), model.SingularValues[0], 1e-9);
        Assert.Equal(Math.Sqrt(.5), factors[0], 1e-6);
        Assert.Equal([.5f, .5f, 0], scores, (one, two) => Math.Abs(one - two) < 1e-6);
    }

    [Fact]
    public void At_full_rank_a_history_scores_itself()
    {
        var model = new PureSvdTrainer().Train(Histories.Of(3, [0, 1], [1, 2], [0, 2], [2]), 1, SmallShop.Run());
        var factors = new float[model.FactorCount];
        model.FoldIn(new SparseRow([0, 2], [1, 1]), factors);
        var scores = new float[3];
        model.Score(QueryOf(factors), [0, 1, 2], scores);

        Assert.Equal([1f, 0f, 1f], scores, (one, two) => Math.Abs(one - two) < 1e-5);
    }

    [Fact]
    public void The_same_bits_at_one_thread_and_at_two_and_again()
    {
        var shop = SmallShop.Make(customers: 700).Input.Activities;
        var alone = new PureSvdTrainer().Train(shop, 1, SmallShop.Run(threads: 1)).Items.Values;

        Assert.Equal(alone, new PureSvdTrainer().Train(shop, 1, SmallShop.Run(threads: 2)).Items.Values);
        Assert.Equal(alone, new PureSvdTrainer().Train(shop, 1, SmallShop.Run(threads: 2)).Items.Values);
    }

    [Fact]
    public void No_customers_and_no_items_are_legal()
    {
        Assert.Equal(0, new PureSvdTrainer().Train(Histories.Of(0), 1, SmallShop.Run()).ItemCount);
        Assert.Equal(3, new PureSvdTrainer().Train(Histories.Of(3), 1, SmallShop.Run()).ItemCount);
    }

    [Fact]
    public void Settings_out_of_range_are_refused() =>
        Assert.Throws<ValidationException>(() => new PureSvdTrainer(new PureSvdSettings { Rank = 0 }));

    private static RecommendationQuery QueryOf(float[] factors) => new()
    {
        ModelVersion = 1,
        Factors = new Dictionary<string, ReadOnlyMemory<float>> { [PureSvdModel.ScorerName] = factors },
    };
}

public sealed class PureSvdContract : ScorerContract<PureSvdModel>
{
    private static readonly PureSvdModel Model = new PureSvdTrainer().Train(SmallShop.Make().Input.Activities, 1, SmallShop.Run());

    protected override PureSvdModel ScorerOf(ModelSet models) => Model;
}
