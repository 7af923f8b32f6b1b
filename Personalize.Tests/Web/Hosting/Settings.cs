using Microsoft.Extensions.Configuration;

namespace Personalize.Tests.Web.Hosting;

/// <summary>A configuration that holds just these settings.</summary>
internal static class Settings
{
    public static IConfigurationRoot Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
