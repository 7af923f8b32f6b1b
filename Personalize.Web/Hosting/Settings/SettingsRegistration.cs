using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Settings;

/// <summary>A part of the configuration and the type that reads it.</summary>
internal sealed record SettingsSection(string Path, Type Options);

internal static class SettingsRegistration
{
    /// <summary>Binds options to a section under <c>Personalize</c>, checked when the server starts.</summary>
    public static IServiceCollection AddSettings<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(
        this IServiceCollection services, string path)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(path).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddSingleton(new SettingsSection(path, typeof(TOptions)));
    }
}
