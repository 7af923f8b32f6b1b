using System.Globalization;
using Personalize.Web.Shell;

namespace Personalize.Web.Segments;

/// <summary>How this page writes differences and where they come from.</summary>
internal static class SegmentWords
{
    /// <param name="difference">Of shares, in [-1, 1].</param>
    /// <returns>"+12.3 pt", "−0.4 pt".</returns>
    public static string Points(double difference) =>
        double.IsFinite(difference) ? Signed(difference * 100, "0.0") + " pt" : Numbers.Missing;

    /// <returns>"+0.123".</returns>
    public static string Scores(double difference) => double.IsFinite(difference) ? Signed(difference, "0.000") : Numbers.Missing;

    /// <returns>"+3.4".</returns>
    public static string Tenths(double difference) => double.IsFinite(difference) ? Signed(difference, "0.0") : Numbers.Missing;

    /// <returns>"n 42 here, 1,204 everybody".</returns>
    public static string Counts(long here, long everybody) => $"n {Numbers.Full(here)} here, {Numbers.Full(everybody)} everybody";

    /// <returns>"1 customer and 64 activities", "2 customers".</returns>
    public static string Of(SegmentNews news) => string.Join(" and ", new[]
    {
        Counted(news.Customers, "customer", "customers"),
        Counted(news.Activities, "activity", "activities"),
    }.OfType<string>());

    private static string? Counted(long count, string one, string many) =>
        count == 0 ? null : $"{Numbers.Full(count)} {(count == 1 ? one : many)}";

    // What rounds to nothing has no direction.
    private static string Signed(double value, string format)
    {
        var digits = Math.Abs(value).ToString(format, CultureInfo.CurrentCulture);
        var isNothing = digits == 0.ToString(format, CultureInfo.CurrentCulture);
        return isNothing ? digits : (value < 0 ? "−" : "+") + digits;
    }
}
