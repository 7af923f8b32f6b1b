using Personalize.Engine.Blending;
using Personalize.Engine.Engagement;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Blending;

public sealed class HybridTrainerTests
{
    private const int Items = 20;

    // Everybody buys item 19 last, which hardly anybody had before.
    private static readonly TrainingSet Shop = Purchases.Of(
        Items,
        [.. Enumerable.Range(0, 120).Select(customer => (int[][])
        [
            .. Enumerable.Range(0, 9).Select(day => new[] { customer == 0 && day == 0 ? 19 : (customer + day) % 19 }),
            [19],
        ])]);

    private static readonly IScorer Base = new FixedScorer("base", Evidence.None, [.. Enumerable.Range(0, Items).Select(item => (float)(Items - item))]);
    private static readonly IScorer Knowing = new FixedScorer("knowing", Evidence.None, [.. Enumerable.Range(0, Items).Select(item => item == 19 ? 1f : 0)]);
    private static readonly IScorer Wrong = new FixedScorer("wrong", Evidence.None, [.. Enumerable.Range(0, Items).Select(item => item == 19 ? 0f : 1 + item % 7)]);

    [Fact]
    public void What_finds_what_others_do_not_earns_its_place()
    {
        var trained = Train(Shop, Knowing);

        Assert.Equal(["base", "knowing"], trained.Scorers.Select(scorer => scorer.Name));
        Assert.True(trained.Hybrid.Weights["knowing"] > 0);
        var earned = Assert.Single(trained.Earnings);
        Assert.True(earned.Trained);
        Assert.Equal(FormattableString.Invariant($"on what was held back it earned {100 * trained.Hybrid.Weights["knowing"]:0} % of the weights"), earned.Why);
        Assert.True(trained.Weights.Trained);
        Assert.StartsWith("learnt: +", trained.Weights.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_adds_nothing_is_left_out_and_says_so()
    {
        var trained = Train(Shop, Wrong);

        Assert.Equal(["base"], trained.Scorers.Select(scorer => scorer.Name));
        Assert.Equal(1, trained.Hybrid.Weights["base"]);
        var left = Assert.Single(trained.Earnings);
        Assert.Equal(("wrong", false, "left out: on what was held back it added nothing certain to what the others find"), (left.Model, left.Trained, left.Why));
    }

    [Fact]
    public void What_never_said_a_word_was_not_tried_and_is_left_out()
    {
        var silent = new FixedScorer("silent", Evidence.None, [.. Enumerable.Repeat(float.NaN, Items)]);

        var trained = Train(Shop, silent);

        Assert.Equal(["base"], trained.Scorers.Select(scorer => scorer.Name));
        Assert.Equal(1, trained.Hybrid.Weights["base"]);
        Assert.False(Assert.Single(trained.Earnings).Trained);
    }

    [Fact]
    public void Where_nothing_can_be_tried_nothing_is_earned()
    {
        var trained = Train(Purchases.Of(Items, [[[0], [1]], [[1], [2]]]), Knowing);

        Assert.Equal(["base"], trained.Scorers.Select(scorer => scorer.Name));
        Assert.Equal("left out: too few later choices are known to tell whether it adds to the others", Assert.Single(trained.Earnings).Why);
        Assert.Equal("the usual weights: too few later choices are known to learn from", trained.Weights.Why);
        Assert.Null(trained.Trial);
    }

    [Fact]
    public void What_the_first_training_found_out_the_second_need_not()
    {
        var trainings = new List<string>();
        var ingredient = new Ingredient("knowing", Noting("first"), 1) { Settled = _ => Noting("settled") };
        Trainer(ingredient).Train(Shop, 1, SmallShop.Run());

        Assert.Equal(["first", "settled"], trainings);

        TrainerOf Noting(string what) => new((_, _, _) =>
        {
            trainings.Add(what);
            return Knowing;
        });
    }

    private static TrainedHybrid Train(TrainingSet data, IScorer tried) =>
        Trainer(new Ingredient(tried.Name, new TrainerOf((_, _, _) => tried), 0) { MustEarn = true }).Train(data, 1, SmallShop.Run());

    private static HybridTrainer Trainer(Ingredient ingredient) =>
        new([new Ingredient("base", new TrainerOf((_, _, _) => Base), 1), ingredient], "base")
        {
            Queries = new CaseQueries(),
            Weighing = new EventWeighing(ActivityWeights.Specification, RatePerDay: 0),
        };
}
