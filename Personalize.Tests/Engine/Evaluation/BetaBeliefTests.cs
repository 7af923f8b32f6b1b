using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class BetaBeliefTests
{
    [Fact]
    public void Three_successes_of_ten_by_hand()
    {
        // Beta(1 + 3, 1 + 7): mean 4/12, variance 4·8 / (12²·13).
        var belief = BetaBelief.Uniform.After(successes: 3, failures: 7);

        Assert.Equal(new BetaBelief(4, 8), belief);
        Assert.Equal(0.333333, belief.Mean, 6);
        Assert.Equal(0.017094, belief.Variance, 6);
    }

    [Fact]
    public void In_two_steps_as_in_one() =>
        Assert.Equal(BetaBelief.Uniform.After(3, 7), BetaBelief.Uniform.After(1, 5).After(2, 2));

    [Fact]
    public void Draws_prefer_the_better_arm_as_often_as_the_closed_form_says()
    {
        // P(B > A) for 10 of 100 against 15 of 100 under uniform priors is .853284; 20,000 draws have a standard error of .0025.
        var (random, better) = (new Random(1), 0);
        var (a, b) = (BetaBelief.Uniform.After(10, 90), BetaBelief.Uniform.After(15, 85));

        for (var draw = 0; draw < 20_000; draw++) better += b.Draw(random) > a.Draw(random) ? 1 : 0;

        Assert.InRange(better / 20_000d, 0.8433, 0.8633);
    }

    [Fact]
    public void Less_than_nothing_cannot_happen() => Assert.Throws<ArgumentOutOfRangeException>(() => BetaBelief.Uniform.After(-1, 0));
}
