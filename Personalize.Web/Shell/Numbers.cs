using System.Globalization;

namespace Personalize.Web.Shell;

/// <summary>Numbers as people read them, in the viewer's culture. What is missing or undefined is a dash, never a zero.</summary>
public static class Numbers
{
    public const string Missing = "–";

    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB"];

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <returns>"48,210".</returns>
    public static string Full(long? count) => count?.ToString("N0", Culture) ?? Missing;

    /// <returns>"842", "48.2k", "1.3M"; for tiles, with <see cref="Full"/> in the title.</returns>
    public static string Compact(double? count) => Known(count) switch
    {
        null => Missing,
        var value when Math.Abs(value.Value) < 999.5 => value.Value.ToString("0.#", Culture),
        var value when Math.Abs(value.Value) < 999_950 => (value.Value / 1e3).ToString("0.#", Culture) + "k",
        var value when Math.Abs(value.Value) < 999_950_000 => (value.Value / 1e6).ToString("0.#", Culture) + "M",
        var value => (value.Value / 1e9).ToString("0.#", Culture) + "G",
    };

    /// <returns>"3.4": always one decimal, so that a live number keeps its width.</returns>
    public static string Tenths(double? value) => Known(value)?.ToString("N1", Culture) ?? Missing;

    /// <param name="share">In [0, 1].</param>
    /// <returns>"6.3%".</returns>
    public static string Percent(double? share) =>
        Known(share) is { } value ? (value * 100).ToString("0.0", Culture) + "%" : Missing;

    /// <returns>"0.812".</returns>
    public static string Score(double? score) => Known(score)?.ToString("0.000", Culture) ?? Missing;

    /// <returns>"+12", "−3", "0".</returns>
    public static string Change(long difference) => difference.ToString("+#,0;−#,0;0", Culture);

    /// <returns>"0.4 ms", "42 ms", "1.3 s", "4 min 10 s".</returns>
    public static string Milliseconds(double? milliseconds) => Known(milliseconds) switch
    {
        null => Missing,
        < 9.95 and var value => value.ToString("0.0", Culture) + " ms",
        < 999.5 and var value => value.ToString("0", Culture) + " ms",
        var value => Duration(TimeSpan.FromMilliseconds(value.Value)),
    };

    /// <returns>"42 ms", "1.3 s", "4 min 10 s", "3 h 5 min".</returns>
    public static string Duration(TimeSpan span)
    {
        if (span.TotalMilliseconds < 999.5)
            return span.TotalMilliseconds.ToString("0", Culture) + " ms";
        if (span.TotalSeconds < 9.95)
            return span.TotalSeconds.ToString("0.0", Culture) + " s";
        // Rounded before it is cut in parts, or 59.6 s would read "0 min 59 s".
        return TimeSpan.FromSeconds(Math.Round(span.TotalSeconds)) switch
        {
            { TotalSeconds: < 60 } whole => $"{whole.Seconds} s",
            { TotalMinutes: < 60 } whole => $"{whole.Minutes} min {whole.Seconds} s",
            { TotalDays: < 1 } whole => $"{whole.Hours} h {whole.Minutes} min",
            var whole => $"{(int)whole.TotalDays} d {whole.Hours} h",
        };
    }

    /// <returns>"about 4 s", "about 2 min": an estimate, so in no finer steps than it deserves.</returns>
    public static string Estimate(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"about {Math.Max(1, Math.Ceiling(span.TotalSeconds)).ToString("0", Culture)} s",
        { TotalMinutes: < 60 } => $"about {Math.Ceiling(span.TotalMinutes).ToString("0", Culture)} min",
        _ => $"about {Math.Ceiling(span.TotalHours).ToString("0", Culture)} h",
    };

    /// <returns>"812 B", "3.4 MB": powers of 1000, as file managers of browsers and macOS count.</returns>
    public static string Size(long bytes)
    {
        double value = bytes;
        var unit = 0;
        for (; value >= 999.5 && unit < Sizes.Length - 1; unit++)
            value /= 1000;
        return value.ToString(unit == 0 || value >= 99.95 ? "0" : "0.0", Culture) + " " + Sizes[unit];
    }

    private static double? Known(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
