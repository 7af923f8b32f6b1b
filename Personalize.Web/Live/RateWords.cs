using System.Globalization;
using Personalize.Engine.Evaluation;
using Personalize.Web.Shell;

namespace Personalize.Web.Live;

/// <summary>How pages write a share with what stands behind it.</summary>
internal static class RateWords
{
    /// <returns>"5.9–6.7%, n = 1,204".</returns>
    public static string Between(ShareInterval? interval, long count) =>
        interval is { } ends && count > 0 ? $"{Ends(ends)}, n = {Numbers.Full(count)}" : $"n = {Numbers.Full(count)}";

    /// <returns>"5.9–6.7%"; a dash when nothing was counted.</returns>
    public static string Ends(ShareInterval interval) => double.IsFinite(interval.Low)
        ? $"{Tenths(interval.Low)}–{Tenths(interval.High)}%"
        : Numbers.Missing;

    /// <returns>"6.3% (5.9–6.7%, n = 1,204)"; a dash when nothing was counted.</returns>
    public static string Whole(Rate rate) => rate.Value is null
        ? Numbers.Missing
        : $"{Numbers.Percent(rate.Value)} ({Between(rate.Interval, rate.Count)})";

    private static string Tenths(double share) => (share * 100).ToString("0.0", CultureInfo.CurrentCulture);
}
