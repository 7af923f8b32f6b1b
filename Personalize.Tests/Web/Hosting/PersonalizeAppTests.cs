using System.Net;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hosting;

public sealed class PersonalizeAppTests
{
    [Fact]
    public async Task Starts_on_a_database_of_its_own_and_leaves_no_folder_behind()
    {
        string folder;
        await using (var app = new PersonalizeApp())
        {
            using var client = app.CreateClient();
            using var answer = await client.GetAsync("/healthz/live", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            folder = app.DataFolder;
            Assert.True(File.Exists(Path.Combine(folder, "personalize.db")));
        }

        Assert.False(Directory.Exists(folder));
    }
}
