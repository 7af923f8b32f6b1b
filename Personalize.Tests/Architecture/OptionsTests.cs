using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalize.Tests.Support;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Architecture;

/// <summary>No setting is taken unseen.</summary>
public sealed class OptionsTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    [Fact]
    public void Every_part_of_the_settings_has_a_validator_and_every_options_type_is_a_part()
    {
        var parts = app.Services.GetServices<SettingsSection>().Select(section => section.Options).ToList();

        Assert.All(parts, part => Assert.NotEmpty(app.Services.GetServices(typeof(IValidateOptions<>).MakeGenericType(part))));
        var declared = typeof(Program).Assembly.GetTypes().Where(
            type => type is { IsClass: true, IsAbstract: false }
                && type.GetField("Section") is { IsLiteral: true } section
                && ((string)section.GetRawConstantValue()!).StartsWith("Personalize", StringComparison.Ordinal));
        Assert.Equal(declared.Select(type => type.Name).Order(StringComparer.Ordinal), parts.Select(part => part.Name).Order(StringComparer.Ordinal));
    }
}
