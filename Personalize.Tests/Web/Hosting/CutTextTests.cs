using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Hosting;

public sealed class CutTextTests
{
    private const string Smile = "\U0001F600";

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a" + Smile, 3, "a" + Smile)]
    [InlineData("a" + Smile, 2, "a")]
    [InlineData(Smile, 1, "")]
    [InlineData("", 1, "")]
    public void Text_is_cut_between_characters(string text, int most, string expected) => Assert.Equal(expected, CutText.To(text, most));

    [Fact]
    public void No_room_at_all_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentOutOfRangeException>(() => CutText.To("a", 0));
}
