using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class WeightMixTests
{
    private static readonly WeightMix Usual = WeightMix.From(new Dictionary<string, double>
    {
        ["content"] = 0.5,
        ["cluster"] = 0.3,
        ["popularity"] = 0.2,
    });

    [Fact]
    public void Moving_one_weight_shares_the_rest_in_proportion()
    {
        // 0.5 → 0.8 leaves 0.2, shared 3 : 2 between cluster and popularity.
        var moved = Usual.Move("content", 80);

        Assert.Equal("content:0.80,cluster:0.12,popularity:0.08", moved.ToString());
    }

    [Fact]
    public void A_locked_weight_does_not_give_way()
    {
        var moved = Usual.ToggleLock("cluster").Move("content", 100);

        Assert.Equal("content:0.70,cluster:0.30,popularity:0.00", moved.ToString());
    }

    [Fact]
    public void Weights_that_were_all_zero_share_the_rest_evenly()
    {
        var alone = WeightMix.Parse("content:1", null, Usual);

        Assert.Equal("content:0.50,cluster:0.25,popularity:0.25", alone.Move("content", 50).ToString());
    }

    [Fact]
    public void Thirty_small_steps_end_where_one_large_step_does()
    {
        var stepped = Usual;
        for (var hundredths = 51; hundredths <= 80; hundredths++) stepped = stepped.Move("content", hundredths);

        Assert.Equal(Usual.Move("content", 80), stepped);
    }

    [Fact]
    public void With_two_weights_and_one_locked_nothing_can_move()
    {
        var pair = WeightMix.From(new Dictionary<string, double> { ["a"] = 0.4, ["b"] = 0.6 }).ToggleLock("b");

        Assert.Equal(pair, pair.Move("a", 90));
    }

    [Fact]
    public void The_sum_is_one_after_any_moves()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var names = Enumerable.Range(0, random.Next(1, 7)).Select(number => $"s{number}").ToArray();
            var mix = WeightMix.From(names.Select(name => KeyValuePair.Create(name, random.NextDouble() + 0.001)));
            for (var step = 0; step < 30; step++)
            {
                if (random.Next(4) == 0) mix = mix.ToggleLock(names[random.Next(names.Length)]);
                mix = mix.Move(names[random.Next(names.Length)], random.Next(-20, 130));

                Assert.Equal(WeightMix.Whole, mix.Hundredths.Sum(weight => weight.Value));
                Assert.All(mix.Hundredths, weight => Assert.InRange(weight.Value, 0, WeightMix.Whole));
                Assert.Equal(1, mix.ToWeights().Values.Sum(), 1e-9);
            }
        }
    }

    [Fact]
    public void What_the_address_says_is_what_was_set()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            var mix = Usual.Move("content", random.Next(101)).Move("popularity", random.Next(101)).ToggleLock("cluster");

            Assert.Equal(mix, WeightMix.Parse(mix.ToString(), mix.Locked, Usual));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("unknown:1")]
    [InlineData("content:NaN")]
    [InlineData("content:-1")]
    [InlineData("content:0,cluster:0")]
    public void An_unusable_address_means_the_usual_weights(string? text) =>
        Assert.Equal(Usual, WeightMix.Parse(text, "unknown", Usual));

    [Fact]
    public void An_address_that_does_not_add_up_is_scaled() =>
        Assert.Equal("content:0.25,cluster:0.75,popularity:0.00", WeightMix.Parse("content:1,cluster:3", null, Usual).ToString());

    [Fact]
    public void Moving_an_unknown_weight_names_it()
    {
        var refused = Assert.Throws<ArgumentException>(() => Usual.Move("nobody", 10));

        Assert.Contains("nobody", refused.Message, StringComparison.Ordinal);
    }
}
