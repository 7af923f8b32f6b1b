using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;

namespace Personalize.Tests.Web.Hosting;

public sealed class SettingsTests
{
    private static readonly SettingsSection[] Sections = [new(PersonalizeOptions.Section, typeof(PersonalizeOptions))];

    [Theory]
    [InlineData("Personalize:Databse", "Sqlite", "Known here: DataFolder, Database, Demo")]
    [InlineData("Personalize:Demo:Enabeld", "true", "Known here: Enabled, Simulator")]
    [InlineData("Personalize:Database", "Oracle", "Legal values: Sqlite, Postgres")]
    [InlineData("Personalize:Database", "7", "Legal values: Sqlite, Postgres")]
    [InlineData("Personalize:Database", "", "Legal values: Sqlite, Postgres")]
    [InlineData("Personalize:Demo:Enabled", "maybe", "Legal values: true, false")]
    public void A_wrong_setting_is_named_with_what_is_legal(string key, string value, string remedy)
    {
        var refused = Assert.Throws<SettingsException>(() => SettingsCheck.Run(Configuration((key, value)), Sections));

        Assert.Contains($"'{key}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_documented_settings_are_accepted_in_any_case() => SettingsCheck.Run(
        Configuration(
            ("personalize:database", "postgres"), ("Personalize:DataFolder", "x"),
            ("Personalize:Demo:Enabled", "False"), ("Personalize:Demo:Simulator", "true")),
        Sections);

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://localhost:1;http://*:2")]
    [InlineData("urls", "https://*:1;http://*:2")]
    [InlineData("urls", "http://192.168.0.7:5080")]
    [InlineData("urls", "http://localhost.evil.example:80")]
    [InlineData("urls", "rubbish")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://[::]:80")]
    public void An_address_that_others_may_reach_in_the_clear_is_refused(string key, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => ListeningAddresses.Require(Configuration((key, value)), Production));

        Assert.Contains($"'{key}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'Personalize:Proxies'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "https://0.0.0.0:5080;http://localhost:1", "")]
    [InlineData("https_ports", "8443", "")]
    [InlineData("Kestrel:Endpoints:Web:Url", "https://[::]:443", "")]
    [InlineData("http_ports", "8080", "10.0.0.5")]
    [InlineData("urls", "http://*:80", "fd00::/8; 172.16.0.0/12")]
    public void Encryption_or_a_named_proxy_opens_the_server_in_production_only(string key, string value, string proxies)
    {
        var configuration = Configuration((key, value), ("Personalize:Proxies", proxies));

        ListeningAddresses.Require(configuration, Production);

        var refused = Assert.Throws<SettingsException>(() => ListeningAddresses.Require(configuration, Development));
        Assert.Contains("development", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("*")]
    [InlineData("10.0.0.1, proxy.internal")]
    public void Proxies_that_are_everybody_or_nobody_are_refused(string proxies) =>
        Assert.Contains("'Personalize:Proxies'", Assert.Throws<SettingsException>(() => TrustedProxies.Parse(proxies)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0;https://[::1]:7000;http://127.9.9.9:1")]
    [InlineData("")]
    public void An_address_of_this_machine_is_accepted(string urls)
    {
        ListeningAddresses.Require(Configuration(("urls", urls)), Production);
        ListeningAddresses.Require(Configuration(("urls", urls)), Development);
    }

    [Theory]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("https://*:443", "https://localhost:443")]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080")]
    public void An_address_on_the_console_can_be_opened(string listening, string shown) =>
        Assert.Equal(shown, ListeningAddresses.Openable(listening));

    [Fact]
    public void Postgres_demands_a_connection_string()
    {
        var refused = Assert.Throws<SettingsException>(
            () => DatabaseLocation.From(Configuration(), new PersonalizeOptions { Database = DatabaseKind.Postgres }, "/root"));

        Assert.Contains("'ConnectionStrings:Personalize'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        var refused = Assert.Throws<SettingsException>(() => DatabaseLocation.From(
            Configuration(("ConnectionStrings:Personalize", "Password=hunter2;rubbish")), new PersonalizeOptions(), "/root"));

        Assert.Contains("'ConnectionStrings:Personalize'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_connection_string_the_data_folder_holds_a_file()
    {
        var location = DatabaseLocation.From(Configuration(), new PersonalizeOptions(), "/content");

        Assert.Equal("/content/data", location.DataFolder);
        Assert.Contains("/content/data/personalize.db", location.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_refused_and_migrate_is_no_setting()
    {
        Assert.Contains("'migrat'", Assert.Throws<SettingsException>(() => Commands.From(["migrat"])).Message, StringComparison.Ordinal);
        var commands = Commands.From(["--migrate", "--urls", "http://localhost:1"]);
        Assert.IsType<Errand.Migrate>(commands.Errand);
        Assert.Equal(["--urls", "http://localhost:1"], commands.Settings);
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

    [Fact]
    public void A_wrong_setting_ends_the_program_with_code_2() => Assert.Equal(2, Exit.With(new SettingsException("wrong")));

    private static HostingEnvironment Production => new() { EnvironmentName = "Production" };

    private static HostingEnvironment Development => new() { EnvironmentName = "Development" };

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
