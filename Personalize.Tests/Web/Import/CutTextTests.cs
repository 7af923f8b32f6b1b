using Personalize.Web.Import.Running;
using Personalize.Web.Import.Sheets;

namespace Personalize.Tests.Web.Import;

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

    [Fact]
    public void A_long_file_name_keeps_its_ending_and_whole_characters()
    {
        var name = Uploads.DisplayName(new string('a', Uploads.DisplayNameLength - 5) + string.Concat(Enumerable.Repeat(Smile, 20)) + ".csv");

        Assert.Equal(new string('a', Uploads.DisplayNameLength - 5) + ".csv", name);
    }
}
