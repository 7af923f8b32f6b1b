using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine;

/// <summary>The check of every settings record where a trainer takes it.</summary>
internal static class SettingsValidation
{
    /// <returns>The settings themselves.</returns>
    /// <exception cref="ValidationException">A setting is out of range; the message names it.</exception>
    public static TSettings Validated<TSettings>(this TSettings settings)
        where TSettings : class
    {
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        return settings;
    }
}
