using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What `--set model.option=value` asked for. Options are the settable properties of the model's settings record.</summary>
internal sealed class SettingAssignments
{
    private readonly List<(string Model, string Option, string Value)> _assignments;

    private SettingAssignments(List<(string, string, string)> assignments) => _assignments = assignments;

    /// <exception cref="CommandLineException">An assignment is not of the form model.option=value.</exception>
    public static SettingAssignments Parse(IReadOnlyList<string> texts)
    {
        var assignments = new List<(string, string, string)>();
        foreach (var text in texts)
        {
            var (dot, equals) = (text.IndexOf('.', StringComparison.Ordinal), text.IndexOf('=', StringComparison.Ordinal));
            if (dot < 1 || equals < dot + 2 || equals == text.Length - 1)
                throw new CommandLineException($"--set '{text}' is not understood; write it as model.option=value.");
            assignments.Add((text[..dot], text[(dot + 1)..equals], text[(equals + 1)..]));
        }
        return new SettingAssignments(assignments);
    }

    /// <summary>Refuses settings of models that do not exist, so that a slip of the pen is not taken for a result.</summary>
    /// <exception cref="CommandLineException">There is no such model.</exception>
    public void RequireModelsAmong(IReadOnlyList<string> names)
    {
        foreach (var (model, option, _) in _assignments)
        {
            if (!names.Contains(model)) throw new CommandLineException($"--set {model}.{option}: there is no model '{model}'. Known: {string.Join(", ", names)}.");
        }
    }

    /// <summary>The model's settings: the defaults with what was asked for, checked against their ranges.</summary>
    /// <typeparam name="TSettings">A record of init properties.</typeparam>
    /// <exception cref="CommandLineException">An option is unknown, or a value is no value or out of range.</exception>
    public TSettings For<TSettings>(string model)
        where TSettings : class, new()
    {
        var settings = new TSettings();
        foreach (var (_, option, value) in _assignments.Where(assignment => assignment.Model == model)) Assign(settings, model, option, value);
        var broken = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new ValidationContext(settings), broken, validateAllProperties: true)
            ? settings
            : throw new CommandLineException($"--set {model}: {string.Join(" ", broken.Select(result => result.ErrorMessage))}");
    }

    private static void Assign(object settings, string model, string option, string value)
    {
        // Setting an init property by reflection is what serialisers do; the object is ours and nobody has seen it yet.
        var properties = settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite).ToList();
        var named = properties.Find(property => string.Equals(property.Name, option.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandLineException($"--set {model}.{option}: {model} has no such option. Known: {Options(properties)}.");
        try
        {
            named.SetValue(settings, TypeDescriptor.GetConverter(named.PropertyType).ConvertFromString(null, CultureInfo.InvariantCulture, value));
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or NotSupportedException)
        {
            throw new CommandLineException($"--set {model}.{option}: '{value}' is no {Describe(named.PropertyType)}.");
        }
    }

    private static string Options(List<PropertyInfo> properties) =>
        properties.Count == 0 ? "none" : string.Join(", ", properties.Select(property => $"{Hyphenated(property.Name)} ({Describe(property.PropertyType)})"));

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Describe(Type type) => type switch
    {
        _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type)),
        _ when type == typeof(int) || type == typeof(long) => "whole number",
        _ when type == typeof(float) || type == typeof(double) => "number",
        _ when type == typeof(bool) => "true or false",
        _ => type.Name,
    };
}
