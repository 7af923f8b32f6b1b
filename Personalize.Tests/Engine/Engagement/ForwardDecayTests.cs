using Personalize.Engine.Engagement;

namespace Personalize.Tests.Engine.Engagement;

public sealed class ForwardDecayTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ForwardDecay Decay = new(0.1, Start);

    [Fact]
    public void A_mass_reads_as_the_sum_worked_by_hand()
    {
        // Read at day 10: purchase of day 0 gives e^-1, view of day 9 gives .1·e^-.1, like of day 0 gives .3·e^-1.
        // 1.3 · .367879 + .1 · .904837 = .568727
        var mass = Decay.MassOf(1, Start) + Decay.MassOf(0.1, Start.AddDays(9)) + Decay.MassOf(0.3, Start);

        Assert.Equal(.568727, Decay.ValueOf(mass, Start.AddDays(10)), 1e-6);
    }

    [Fact]
    public void Late_activity_gives_same_mass_and_the_direct_sum_agrees()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var activities = Enumerable.Range(0, 50).Select(_ => (Weight: random.NextDouble(), At: Start.AddDays(random.NextDouble() * 300))).ToArray();
            var now = Start.AddDays(300);
            var inOrder = activities.OrderBy(one => one.At).Sum(one => Decay.MassOf(one.Weight, one.At));
            random.Shuffle(activities);
            var shuffled = activities.Sum(one => Decay.MassOf(one.Weight, one.At));
            var direct = activities.Sum(one => one.Weight * Math.Exp(-0.1 * (now - one.At).TotalDays));

            Assert.Equal(1, shuffled / inOrder, 1e-12);
            Assert.Equal(1, Decay.ValueOf(shuffled, now) / direct, 1e-12);
        }
    }

    [Fact]
    public void A_value_halves_every_ln_2_over_the_rate()
    {
        var decay = new ForwardDecay(Math.Log(2) / 14, Start);

        Assert.Equal(0.5, decay.ValueOf(decay.MassOf(1, Start.AddDays(30)), Start.AddDays(44)), 1e-12);
    }

    [Fact]
    public void Twenty_years_before_the_landmark_a_mass_reads_as_what_it_was()
    {
        // λ·t = -730.5: the mass is 5e-318, and e^730.5 alone would be infinite.
        var longAgo = Start.AddDays(-7305);

        Assert.Equal(3, Decay.ValueOf(Decay.MassOf(3, longAgo), longAgo), 1e-5);
        Assert.Equal(3 * Math.Exp(-1), Decay.ValueOf(Decay.MassOf(3, longAgo), longAgo.AddDays(10)), 1e-5);
    }

    [Fact]
    public void A_century_before_the_landmark_nothing_is_left_and_nothing_breaks()
    {
        var longAgo = Start.AddYears(-100);

        Assert.Equal(0, Decay.ValueOf(Decay.MassOf(1, longAgo), longAgo));
        Assert.Equal(0, Decay.ValueOf(0, DateTimeOffset.MinValue));
    }

    [Fact]
    public void The_largest_exponent_is_accepted_and_one_day_more_is_refused()
    {
        Assert.True(double.IsFinite(Decay.MassOf(1e6, Start.AddDays(6000))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Decay.MassOf(1, Start.AddDays(6001)));
    }

    [Fact]
    public void Fifteen_years_before_the_landmark_still_weighs_something() =>
        Assert.True(Decay.MassOf(1, Start.AddDays(-365 * 15)) > 0);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void A_weight_that_is_no_number_of_0_or_more_is_refused(double weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decay.MassOf(weight, Start));
}
