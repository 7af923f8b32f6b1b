using System.Globalization;

namespace Personalize.Web.Shell;

/// <summary>An instant in words: relative within a day, date and time within a week, a date beyond.</summary>
public static class RelativeWords
{
    /// <param name="local">The instant in the viewer's zone.</param>
    public static string Of(DateTimeOffset local, DateTimeOffset now) => (now - local) switch
    {
        { TotalSeconds: < -60 } => Absolute(local),
        { TotalSeconds: < 10 } => "just now",
        { TotalSeconds: < 60 } => "under a minute ago",
        { TotalMinutes: < 60 } and var age => $"{(int)age.TotalMinutes} min ago",
        { TotalHours: < 24 } and var age => $"{(int)age.TotalHours} h ago",
        { TotalDays: < 7 } => local.ToString("g", CultureInfo.CurrentCulture),
        _ => local.ToString("d", CultureInfo.CurrentCulture),
    };

    /// <returns>"12 s", "3 min", "5 h", "2 d": rounded down, so it seldom changes.</returns>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)span.TotalSeconds / 5 * 5)} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <returns>Date and time to the second, with the offset from UTC.</returns>
    public static string Absolute(DateTimeOffset local) =>
        $"{local.ToString("G", CultureInfo.CurrentCulture)} (UTC{local.ToString("zzz", CultureInfo.InvariantCulture)})";
}
