using Personalize.Engine;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

public sealed class VotingScorerTests
{
    [Fact]
    public void Places_are_added_up_as_worked_by_hand()
    {
        // a ranks 0, 1, 2; b ranks 2, 0 and has no opinion of 1. With c = 1: 1/2 + 1/3, 1/3, 1/4 + 1/2.
        var voting = new VotingScorer(
            [new FixedScorer("a", Evidence.None, 9, 5, 1), new FixedScorer("b", Evidence.None, 3, float.NaN, 8)], offset: 1, itemCount: 3, 1);
        var scores = new float[3];

        Assert.Equal(3, voting.Score(new RecommendationQuery { ModelVersion = 1 }, [0, 1, 2], scores));
        Assert.Equal([5 / 6f, 1 / 3f, 3 / 4f], scores);
    }

    [Fact]
    public void Equal_scores_share_a_place_and_the_next_one_counts_them() =>
        // Places 2, 1, 2 and 4; c = 0.
        Assert.Equal([.5, 1, .5, .25, double.NaN], VotingScorer.VotesOf([3, 7, 3, 1, float.NaN], 0));

    [Fact]
    public void Nobody_and_an_offset_that_divides_by_zero_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new VotingScorer([], 10, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VotingScorer([new FixedScorer("a", Evidence.None, 1)], -1, 1, 1));
    }
}

public sealed class VotingContract : ScorerContract<VotingScorer>
{
    private static readonly IScorer[] Voters =
    [
        new ItemNeighbourTrainer(new()).Train(Activities, 1, SmallShop.Run()), new CustomerNeighbourTrainer(new()).Train(Activities, 1, SmallShop.Run()),
    ];

    protected override VotingScorer ScorerOf(ModelSet models) => new(Voters, VotingScorer.UsualOffset, models.Items.Count, models.Version);
}
