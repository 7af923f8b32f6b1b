using System.Globalization;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class NumbersTests
{
    public NumbersTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(842.0, "842")]
    [InlineData(999.4, "999.4")]
    [InlineData(999.6, "1k")]
    [InlineData(48_210.0, "48.2k")]
    [InlineData(999_949.0, "999.9k")]
    [InlineData(999_951.0, "1M")]
    [InlineData(1_300_000.0, "1.3M")]
    [InlineData(-48_210.0, "-48.2k")]
    public void Large_counts_are_shortened(double count, string expected) => Assert.Equal(expected, Numbers.Compact(count));

    [Fact]
    public void Missing_and_undefined_numbers_are_a_dash_never_zero()
    {
        Assert.Equal("–", Numbers.Full(null));
        Assert.All([null, double.NaN, double.PositiveInfinity], (double? value) =>
        {
            Assert.Equal("–", Numbers.Compact(value));
            Assert.Equal("–", Numbers.Tenths(value));
            Assert.Equal("–", Numbers.Percent(value));
            Assert.Equal("–", Numbers.Score(value));
            Assert.Equal("–", Numbers.Milliseconds(value));
        });
    }

    [Theory]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(42.0, "42 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(1_300.0, "1.3 s")]
    [InlineData(250_000.0, "4 min 10 s")]
    public void Times_take_the_unit_that_reads_best(double milliseconds, string expected) =>
        Assert.Equal(expected, Numbers.Milliseconds(milliseconds));

    [Theory]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(3_599.9, "1 h 0 min")]
    [InlineData(90_000.0, "1 d 1 h")]
    public void Durations_carry_over_at_the_end_of_each_unit(double seconds, string expected) =>
        Assert.Equal(expected, Numbers.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1_000L, "1.0 KB")]
    [InlineData(23_715_344L, "23.7 MB")]
    [InlineData(999_600L, "1.0 MB")]
    [InlineData(long.MaxValue, "9223372 TB")]
    public void Sizes_count_in_thousands(long bytes, string expected) => Assert.Equal(expected, Numbers.Size(bytes));

    [Fact]
    public void Differences_carry_their_sign()
    {
        Assert.Equal("+12", Numbers.Change(12));
        Assert.Equal("−3", Numbers.Change(-3));
        Assert.Equal("0", Numbers.Change(0));
    }
}
