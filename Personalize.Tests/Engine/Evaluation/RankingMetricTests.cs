using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class RankingMetricTests
{
    [Fact]
    public void A_name_tells_kind_cutoff_form_and_part()
    {
        Assert.Equal(new RankingMetric("ndcg@10/cut", "ndcg/cut", 10, TruthPart.All), RankingMetric.Parse("ndcg@10/cut"));
        Assert.Equal(new RankingMetric("recall@20/min/explore", "recall/min", 20, TruthPart.Explore), RankingMetric.Parse("recall@20/min/explore"));
        Assert.Equal(new RankingMetric("hit@1/repeat", "hit", 1, TruthPart.Repeat), RankingMetric.Parse("hit@1/repeat"));
        Assert.True(RankingMetric.Parse("gini@10").IsOfAllLists);
    }

    [Theory]
    [InlineData("ndcg@10")]
    [InlineData("ndcg")]
    [InlineData("recall@0")]
    [InlineData("recall@-3")]
    [InlineData("recall@ten")]
    [InlineData("recall@10/cut")]
    [InlineData("gini@10/repeat")]
    [InlineData("recall@10/explore/min")]
    [InlineData("")]
    public void A_name_that_is_none_is_refused_with_those_that_are(string id)
    {
        var refusal = Assert.Throws<FormatException>(() => RankingMetric.Parse(id));

        Assert.Contains($"'{id}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ndcg@k/uncut", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_known_name_is_understood() =>
        Assert.All(RankingMetric.Known, name => Assert.Equal(7, RankingMetric.Parse(name.Replace("@k", "@7", StringComparison.Ordinal)).Cutoff));
}
