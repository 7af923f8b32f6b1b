using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class JudgementsTests
{
    [Fact]
    public void Unjudged_items_and_zeros_are_not_relevant()
    {
        var truth = Judgements.Of([(5, 2f), (1, 0f), (3, 1f)]);

        Assert.Equal(2, truth.RelevantCount);
        Assert.Equal([0d, 0d, 1d, 2d, 0d], new[] { 0, 1, 3, 5, 6 }.Select(truth.RelevanceOf));
        Assert.Equal([2f, 1f], truth.Ideal.ToArray());
    }

    [Fact]
    public void Repeats_and_discoveries_make_up_the_whole()
    {
        var truth = Judgements.Of([1, 3, 5]);
        var history = new SparseRow([0, 3, 9], [1, 1, 1]);

        Assert.Equal([3], truth.Within(history).Items.ToArray());
        Assert.Equal([1, 5], truth.Outside(history).Items.ToArray());
    }

    [Fact]
    public void A_relevance_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Judgements.Of([(1, float.NaN)]));
        Assert.Throws<ArgumentException>(() => Judgements.Of([(1, -1f)]));
        Assert.Throws<ArgumentException>(() => Judgements.Of([(1, 1f), (1, 2f)]));
    }
}
