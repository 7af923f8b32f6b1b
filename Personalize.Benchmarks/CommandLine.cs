using System.Globalization;

namespace Personalize.Benchmarks;

/// <summary>Options in the form --name value, in any order.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <param name="known">Options that the command has.</param>
    /// <exception cref="CommandLineException">An option is unknown or has no value.</exception>
    public CommandLine(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var name = arguments[at];
            if (!known.Contains(name)) throw new CommandLineException($"There is no option '{name}'. Known: {string.Join(", ", known)}.");
            if (at + 1 == arguments.Count) throw new CommandLineException($"{name} stands at the end; give it a value.");
            if (!_values.TryGetValue(name, out var values)) _values.Add(name, values = []);
            values.Add(arguments[at + 1]);
        }
    }

    /// <summary>The values of an option that may be given several times, in order.</summary>
    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name, []);

    /// <returns>Null where it was not given.</returns>
    /// <exception cref="CommandLineException">It was given twice.</exception>
    public string? Text(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw new CommandLineException($"{name} was given {All(name).Count} times; give it once."),
    };

    public string Required(string name) => Text(name) ?? throw new CommandLineException($"{name} is missing.");

    /// <exception cref="CommandLineException">It is missing, or there is no such file.</exception>
    public string File(string name) => FileOrNull(name) ?? throw new CommandLineException($"{name} is missing; name a file.");

    public string? FileOrNull(string name) => Text(name) is not { } file || System.IO.File.Exists(file)
        ? Text(name)
        : throw new CommandLineException($"There is no file {file}. Name one with {name}.");

    /// <summary>A file to be written after the work, so looked at before it.</summary>
    /// <exception cref="CommandLineException">There is no such folder.</exception>
    public string? NewFile(string name) => Text(name) is not { } file || Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))
        ? Text(name)
        : throw new CommandLineException($"There is no folder for {name} {file}. Make it, or name another file.");

    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public int Number(string name, int otherwise, int least)
    {
        if (Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new CommandLineException($"{name} is '{text}'; give a whole number from {least}.");
    }

    /// <param name="choices">What may be typed.</param>
    public string OneOf(string name, string otherwise, params string[] choices)
    {
        var value = Text(name) ?? otherwise;
        return choices.Contains(value) ? value : throw new CommandLineException($"{name} is '{value}'; give one of {string.Join(", ", choices)}.");
    }
}
