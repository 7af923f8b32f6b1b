using Personalize.Data;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Web.Hosting;

public sealed class DatabaseLocationTests
{
    [Fact]
    public void Postgres_demands_a_connection_string()
    {
        var refused = Assert.Throws<SettingsException>(
            () => DatabaseLocation.From(Settings.Of(), new PersonalizeOptions { Database = DatabaseKind.Postgres }, "/root"));

        Assert.Contains("'ConnectionStrings:Personalize'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        var refused = Assert.Throws<SettingsException>(() => DatabaseLocation.From(
            Settings.Of(("ConnectionStrings:Personalize", "Password=hunter2;rubbish")), new PersonalizeOptions(), "/root"));

        Assert.Contains("'ConnectionStrings:Personalize'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_data_folder_is_closed_to_other_accounts_of_the_machine()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("On Windows the folder above decides.");
            return;
        }

        var parent = Directory.CreateTempSubdirectory("personalize-");
        try
        {
            var location = DatabaseLocation.From(Settings.Of(), new PersonalizeOptions(), parent.FullName);

            location.CreateDataFolder();

            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(location.DataFolder));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_a_connection_string_the_data_folder_holds_a_file()
    {
        var location = DatabaseLocation.From(Settings.Of(), new PersonalizeOptions(), "/content");

        Assert.Equal("/content/data", location.DataFolder);
        Assert.Contains("/content/data/personalize.db", location.ConnectionString, StringComparison.Ordinal);
    }
}
