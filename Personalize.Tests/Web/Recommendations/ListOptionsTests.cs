using Microsoft.Extensions.Options;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Recommendations;

public sealed class ListOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1=OUT-0024", "1:OUT-0024")]
    [InlineData(" 1 = OUT-0024 , 12=Two words", "1:OUT-0024 12:Two words")]
    [InlineData("3=A, 3=B", "3:A")]
    public void Pins_are_places_and_skus(string pins, string expected)
    {
        var options = new ListOptions { Pins = pins };

        Assert.True(Check(options).Succeeded);
        Assert.Equal(expected, string.Join(' ', options.PinnedSkus().OrderBy(pin => pin.Key).Select(pin => $"{pin.Key}:{pin.Value}")));
    }

    [Theory]
    [InlineData("OUT-0024")]
    [InlineData("0=OUT-0024")]
    [InlineData("100=OUT-0024")]
    [InlineData("1=")]
    [InlineData("1=A,,2=B")]
    public void Anything_else_is_refused_with_an_example(string pins) =>
        Assert.Contains("1=OUT-0024", Check(new ListOptions { Pins = pins }).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Numbers_out_of_range_are_refused() => Assert.All<ListOptions>(
        [new() { RelevanceShare = 1.1 }, new() { MostPerCategory = -1 }, new() { MostBoughtAgain = 0 }, new() { BoughtAgainAfterDays = -1 }, new() { ShownWithinDays = 31 }],
        options => Assert.True(Check(options).Failed));

    private static ValidateOptionsResult Check(ListOptions options) => new ListOptionsValidator().Validate(null, options);
}
