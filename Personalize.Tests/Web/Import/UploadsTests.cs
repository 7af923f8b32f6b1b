using Personalize.Web.Import.Running;

namespace Personalize.Tests.Web.Import;

public sealed class UploadsTests
{
    private const string Smile = "\U0001F600";

    [Fact]
    public void A_long_file_name_keeps_its_ending_and_whole_characters()
    {
        var name = Uploads.DisplayName(new string('a', Uploads.DisplayNameLength - 5) + string.Concat(Enumerable.Repeat(Smile, 20)) + ".csv");

        Assert.Equal(new string('a', Uploads.DisplayNameLength - 5) + ".csv", name);
    }
}
