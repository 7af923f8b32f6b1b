using System.Globalization;
using Personalize.Web.Customers;

namespace Personalize.Tests.Web.Pages;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(1, "1.000")]
    [InlineData(12.34567, "12.346")]
    [InlineData(0.5, "0.5000")]
    [InlineData(0.00034214, "0.000342")]
    [InlineData(0.012566, "0.01257")]
    [InlineData(1e-300, "0.000000")]
    [InlineData(double.NaN, "–")]
    public void A_factor_shows_four_digits_that_tell_something(double value, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.Equal(expected, Figures.Fine(value));
    }
}
