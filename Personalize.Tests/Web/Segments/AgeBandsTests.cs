using Personalize.Web.Segments;

namespace Personalize.Tests.Web.Segments;

public sealed class AgeBandsTests
{
    [Theory]
    [InlineData(0, "under 18")]
    [InlineData(17, "under 18")]
    [InlineData(18, "18–24")]
    [InlineData(24, "18–24")]
    [InlineData(25, "25–34")]
    [InlineData(64, "55–64")]
    [InlineData(65, "65 and over")]
    [InlineData(150, "65 and over")]
    public void Every_age_has_its_band(int age, string band) => Assert.Equal(band, AgeBands.NameOf(AgeBands.Of(age)));
}
