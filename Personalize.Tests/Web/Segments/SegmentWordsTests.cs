using Personalize.Web.Segments;

namespace Personalize.Tests.Web.Segments;

public sealed class SegmentWordsTests
{
    [Theory]
    [InlineData(0.1234, "+12.3 pt")]
    [InlineData(-0.004, "−0.4 pt")]
    [InlineData(0.0004, "0.0 pt")]
    [InlineData(-0.0004, "0.0 pt")]
    [InlineData(double.NaN, "–")]
    public void Differences_of_shares_have_a_sign_unless_they_round_to_nothing(double difference, string text) =>
        Assert.Equal(text, SegmentWords.Points(difference));

    [Theory]
    [InlineData(1, 64, "1 customer and 64 activities")]
    [InlineData(2, 0, "2 customers")]
    [InlineData(0, 1, "1 activity")]
    public void News_leave_out_what_there_is_none_of(int customers, long activities, string text) =>
        Assert.Equal(text, SegmentWords.Of(new SegmentNews(customers, activities)));

    [Theory]
    [InlineData(0.1234, "+0.123")]
    [InlineData(-2, "−2.000")]
    [InlineData(double.NaN, "–")]
    public void So_have_differences_of_scores(double difference, string text) => Assert.Equal(text, SegmentWords.Scores(difference));
}
