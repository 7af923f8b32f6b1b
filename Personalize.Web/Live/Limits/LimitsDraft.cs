using System.Globalization;
using Personalize.Data.Live;

namespace Personalize.Web.Live.Limits;

/// <summary>Limits as somebody is about to set them: texts, each with what is wrong with it.</summary>
internal sealed class LimitsDraft
{
    /// <summary>A day: whoever wants less to be said wants no limit.</summary>
    private const int LongestSilenceSeconds = 86_400;
    private const int LongestMilliseconds = 60_000;

    public static IReadOnlyList<LimitField> Fields { get; } =
    [
        new("serve", "Lists slower than", "ms (p95)", 1, LongestMilliseconds, row => row.MostServeMilliseconds, (row, value) => row.MostServeMilliseconds = (int)value),
        new("store", "Storing slower than", "ms (p95)", 1, LongestMilliseconds, row => row.MostStoreMilliseconds, (row, value) => row.MostStoreMilliseconds = (int)value),
        new("silence", "No activity for", "s", 5, LongestSilenceSeconds, row => row.MostSilenceSeconds, (row, value) => row.MostSilenceSeconds = (int)value),
        new("fallback", "Best-sellers only, more than", "% of lists", 0, 100, row => row.MostFallbackPercent, (row, value) => row.MostFallbackPercent = value) { IsWhole = false },
        new("click", "Lists clicked, less than", "% (0: no limit)", 0, 100, row => row.LeastClickPercent, (row, value) => row.LeastClickPercent = value) { IsWhole = false },
        new("coverage", "Coverage below", "% (0: no limit)", 0, 100, row => row.LeastCoveragePercent, (row, value) => row.LeastCoveragePercent = value) { IsWhole = false },
    ];

    public Dictionary<string, string?> Texts { get; } = [];

    public Dictionary<string, string> Errors { get; } = [];

    public static LimitsDraft Of(LiveLimits limits)
    {
        var draft = new LimitsDraft();
        foreach (var field in Fields) draft.Texts[field.Key] = field.Read(limits).ToString("0.###", CultureInfo.CurrentCulture);
        return draft;
    }

    /// <returns>Null when a text is no number or out of its range; <see cref="Errors"/> says which.</returns>
    public LiveLimits? Check()
    {
        Errors.Clear();
        var limits = new LiveLimits();
        foreach (var field in Fields)
        {
            var text = Texts.GetValueOrDefault(field.Key);
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var value) && double.IsFinite(value);
            if (!isNumber || value < field.Least || value > field.Most || (field.IsWhole && value != Math.Truncate(value)))
                Errors[field.Key] = $"'{text}' is no limit; give {(field.IsWhole ? "a whole number" : "a number")} from {field.Least} to {field.Most.ToString("N0", CultureInfo.CurrentCulture)}.";
            else
                field.Write(limits, value);
        }

        return Errors.Count == 0 ? limits : null;
    }
}

/// <summary>One limit that can be set.</summary>
internal sealed record LimitField(
    string Key, string Label, string Unit, int Least, int Most, Func<LiveLimits, double> Read, Action<LiveLimits, double> Write)
{
    public bool IsWhole { get; init; } = true;
}
