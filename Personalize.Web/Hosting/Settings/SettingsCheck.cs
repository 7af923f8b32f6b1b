using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Personalize.Web.Hosting.Settings;

/// <summary>
/// Finds keys that nothing reads and values that cannot be parsed, before they are silently ignored:
/// a misspelt key is a setting that somebody believes in.
/// </summary>
internal static class SettingsCheck
{
    private enum Fault
    {
        UnknownKey,
        IllegalValue,
    }

    /// <exception cref="SettingsException">Names every wrong key, its value and what is legal.</exception>
    public static void Run(IConfiguration configuration, IEnumerable<SettingsSection> sections) =>
        Throw(Find(configuration, sections).Select(problem => problem.Message));

    /// <summary>Checks one section before the others are known, so that it can be read already.</summary>
    /// <exception cref="SettingsException">Names every wrong value and what is legal.</exception>
    public static void RequireLegalValues(IConfiguration configuration, SettingsSection section) =>
        Throw(Find(configuration, [section]).Where(problem => problem.Fault == Fault.IllegalValue).Select(problem => problem.Message));

    private static List<(Fault Fault, string Message)> Find(IConfiguration configuration, IEnumerable<SettingsSection> sections)
    {
        var bySection = sections.ToDictionary(section => section.Path, section => section.Options, StringComparer.OrdinalIgnoreCase);
        var problems = new List<(Fault Fault, string Message)>();
        foreach (var (path, options) in bySection)
            Visit(configuration.GetSection(path), options, bySection, problems);
        return problems;
    }

    private static void Throw(IEnumerable<string> messages)
    {
        var text = string.Join(Environment.NewLine, messages);
        if (text.Length > 0)
            throw new SettingsException(text);
    }

    private static void Visit(
        IConfigurationSection section, Type options, Dictionary<string, Type> sections, List<(Fault Fault, string Message)> problems)
    {
        foreach (var child in section.GetChildren())
        {
            if (sections.ContainsKey(child.Path))
                continue;
            var property = options.GetProperty(
                child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
                problems.Add((Fault.UnknownKey, $"Unknown setting '{child.Path}'. Known here: {KnownKeys(section.Path, options, sections)}."));
            else if (IsGroup(property.PropertyType))
                Visit(child, property.PropertyType, sections, problems);
            else if (!CanParse(child.Value, property.PropertyType))
                problems.Add((Fault.IllegalValue, $"Setting '{child.Path}' is '{child.Value}'. Legal values: {LegalValues(property.PropertyType)}."));
        }
    }

    private static string KnownKeys(string path, Type options, Dictionary<string, Type> sections)
    {
        var own = options.GetProperties().Select(property => property.Name);
        var nested = sections.Keys
            .Where(key => key.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))
            .Select(key => key[(path.Length + 1)..]);
        return string.Join(", ", own.Concat(nested).Order(StringComparer.Ordinal));
    }

    private static bool IsGroup(Type type) => type.IsClass && type != typeof(string) && !type.IsArray;

    private static bool CanParse(string? text, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string))
            return text is not null;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        if (target.IsEnum)
            return Enum.GetNames(target).Contains(text, StringComparer.OrdinalIgnoreCase);
        try
        {
            return TypeDescriptor.GetConverter(target).ConvertFromString(null, CultureInfo.InvariantCulture, text) is not null;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string LegalValues(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target switch
        {
            { IsEnum: true } => string.Join(", ", Enum.GetNames(target)),
            _ when target == typeof(bool) => "true, false",
            _ when target == typeof(TimeSpan) => "a time span such as 00:05:00",
            _ when target == typeof(int) || target == typeof(long) => "a whole number",
            _ when target == typeof(double) => "a number with a point, such as 0.5",
            _ => "text",
        };
    }
}
