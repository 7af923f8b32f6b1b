using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Scoring;

public sealed class TopKTests
{
    [Fact]
    public void Top_agrees_with_sorting_everything()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int[] items = [.. Enumerable.Range(0, random.Next(60))];
            random.Shuffle(items);
            // Few distinct scores, so that ties abound; some items have no opinion.
            float[] scores = [.. items.Select(_ => random.Next(8) is var draw && draw == 0 ? float.NaN : draw)];
            var count = random.Next(70);

            var expected = items.Zip(scores).Where(pair => !float.IsNaN(pair.Second))
                .OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First).Take(count)
                .Select(pair => new RankedItem(pair.First, pair.Second));
            Assert.Equal(expected, Ranker.Top(items, scores, count));
        }
    }

    [Fact]
    public void Ties_go_to_the_lower_number_whatever_the_order() =>
        Assert.Equal([1, 4], Ranker.Top([9, 4, 7, 1], [2, 2, 2, 2], 2).Select(ranked => ranked.Item));

    [Fact]
    public void Infinite_scores_have_their_place() =>
        Assert.Equal([2, 1, 0], Ranker.Top([0, 1, 2], [float.NegativeInfinity, 0, float.PositiveInfinity], 3).Select(ranked => ranked.Item));

    [Fact]
    public void Nothing_of_nothing_is_nothing()
    {
        Assert.Empty(Ranker.Top([], [], 10));
        Assert.Empty(Ranker.Top([1], [1], 0));
        Assert.Empty(Ranker.Top([1], [float.NaN], 1));
    }

    [Fact]
    public void Spans_of_different_length_and_negative_counts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Ranker.Top([1], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranker.Top([1], [1], -1));
    }
}
