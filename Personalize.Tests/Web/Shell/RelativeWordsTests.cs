using System.Globalization;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class RelativeWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public RelativeWordsTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-30, "just now")]
    [InlineData(59, "under a minute ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(86_399, "23 h ago")]
    [InlineData(86_400, "13/03/2026 12:00")]
    [InlineData(604_799, "07/03/2026 12:00")]
    [InlineData(604_800, "07/03/2026")]
    public void Age_is_told_in_words_within_a_day_and_with_the_time_within_a_week(int seconds, string expected) =>
        Assert.Equal(expected, RelativeWords.Of(Now.AddSeconds(-seconds), Now));

    [Fact]
    public void Absolute_time_names_its_offset() =>
        Assert.Equal("14/03/2026 13:00:00 (UTC+01:00)", RelativeWords.Absolute(Now.ToOffset(TimeSpan.FromHours(1))));
}
