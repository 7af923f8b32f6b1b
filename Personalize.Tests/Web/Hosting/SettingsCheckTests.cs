using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;

namespace Personalize.Tests.Web.Hosting;

public sealed class SettingsCheckTests
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
        var refused = Assert.Throws<SettingsException>(() => SettingsCheck.Run(Settings.Of((key, value)), Sections));

        Assert.Contains($"'{key}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_documented_settings_are_accepted_in_any_case() => SettingsCheck.Run(
        Settings.Of(
            ("personalize:database", "postgres"), ("Personalize:DataFolder", "x"),
            ("Personalize:Demo:Enabled", "False"), ("Personalize:Demo:Simulator", "true")),
        Sections);

    [Fact]
    public void A_wrong_setting_ends_the_program_with_code_2() => Assert.Equal(2, Exit.With(new SettingsException("wrong")));
}
