using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;

namespace Personalize.Tests.Web.Hosting;

public sealed class CommandsTests
{
    [Fact]
    public void A_command_that_does_not_exist_is_refused_and_migrate_is_no_setting()
    {
        Assert.Contains("'migrat'", Assert.Throws<SettingsException>(() => Commands.From(["migrat"])).Message, StringComparison.Ordinal);
        var commands = Commands.From(["--migrate", "--urls", "http://localhost:1"]);
        Assert.IsType<Errand.Migrate>(commands.Errand);
        Assert.Equal(["--urls", "http://localhost:1"], commands.Settings);
    }

    [Fact]
    public void The_secret_of_the_trail_is_replaced_by_its_command_alone()
    {
        Assert.IsType<Errand.ReplaceAuditSecret>(Commands.From(["--replace-audit-secret"]).Errand);
        Assert.IsType<Errand.Serve>(Commands.From([]).Errand);
    }

    [Fact]
    public void An_admin_is_asked_for_by_address()
    {
        Assert.Equal(new Errand.CreateAdmin("anna@example.org"), Commands.From(["--create-admin", "anna@example.org"]).Errand);
        Assert.Contains("'--create-admin'", Assert.Throws<SettingsException>(() => Commands.From(["--create-admin"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_asked_for_with_its_name_and_role()
    {
        var commands = Commands.From(["--create-api-key", "Shop", "--role", "analyst", "--urls", "http://localhost:1"]);

        var asked = Assert.IsType<Errand.CreateApiKey>(commands.Errand);
        Assert.Equal(("Shop", AccountRole.Analyst, 0), (asked.Name, asked.Role, asked.Scopes.Count));
        Assert.Equal(["--urls", "http://localhost:1"], commands.Settings);
        Assert.Contains("'--create-api-key'", Assert.Throws<SettingsException>(() => Commands.From(["--create-api-key"])).Message, StringComparison.Ordinal);
        Assert.Contains("Operator, Analyst, Admin", Assert.Throws<SettingsException>(
            () => Commands.From(["--create-api-key", "Shop", "--role", "2"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_without_a_role_is_told_the_roles() =>
        Assert.Equal("'--create-api-key' needs '--role' and one of Operator, Analyst, Admin.", Assert.Throws<SettingsException>(
            () => Commands.From(["--create-api-key", "Shop"])).Message);

    [Fact]
    public void Help_lists_every_command()
    {
        Assert.IsType<Errand.Help>(Commands.From(["--help", "--urls", "http://localhost:1"]).Errand);

        string[] commands = ["--create-admin", "--create-api-key", "--create-key-certificate", "--migrate", "--replace-audit-secret"];
        Assert.All(commands, command => Assert.Contains(Commands.Words, line => line.Contains(command, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_key_can_be_narrowed_to_rights_that_exist()
    {
        var commands = Commands.From(["--create-api-key", "Shop", "--role", "Analyst", "--scope", "SendActivities, viewcustomers"]);

        Assert.Equal([Right.SendActivities, Right.ViewCustomers], Assert.IsType<Errand.CreateApiKey>(commands.Errand).Scopes);
        foreach (var scope in (string[])["Everything", "3", "SendActivities,", "SendActivities;ViewCustomers"])
        {
            var refused = Assert.Throws<SettingsException>(() => Commands.From(["--create-api-key", "Shop", "--role", "Analyst", "--scope", scope]));
            Assert.Contains("Rights are ViewDashboards", refused.Message, StringComparison.Ordinal);
        }
    }
}
