namespace Personalize.Web.Demo;

/// <summary>When people come: by season, growth, weekday and hour.</summary>
internal static class Rhythm
{
    /// <summary>Sunday first: evenings of Sunday and Monday are busiest, Saturday is for going out.</summary>
    private static readonly double[] Weekdays = [1.25, 1.10, 1.00, 1.00, 0.95, 0.90, 0.80];

    private static readonly double[] Morning = Hours(peak: 8, lunch: 0.6);
    private static readonly double[] Night = Hours(peak: 21, lunch: 0.4);

    /// <summary>Weight of a day among the last <paramref name="days"/>; the shop grows by half over them.</summary>
    public static double OfDay(DateTimeOffset day, int age, int days) =>
        Weekdays[(int)day.DayOfWeek] * (1 - (age / (3.0 * days)));

    /// <summary>How much a shelf attracts in a month compared with its average: between 0.5 and 1.5.</summary>
    public static double OfSeason(Shelf shelf, DateTimeOffset day) => shelf.PeakMonth == 0
        ? 1
        : 1 + (0.5 * Math.Cos(2 * Math.PI * (day.Month - shelf.PeakMonth) / 12));

    /// <param name="evening">0 for people of the morning, 1 for people of the night.</param>
    public static TimeSpan OfHour(Random random, double evening)
    {
        Span<double> hours = stackalloc double[24];
        for (var hour = 0; hour < hours.Length; hour++) hours[hour] = ((1 - evening) * Morning[hour]) + (evening * Night[hour]);
        return TimeSpan.FromHours(Draw.Weighted(random, hours)) + TimeSpan.FromSeconds(random.Next(3600));
    }

    private static double[] Hours(int peak, double lunch) =>
    [
        .. Enumerable.Range(0, 24).Select(hour =>
            0.03 + Math.Exp(-Math.Pow(hour - peak, 2) / 8) + (lunch * Math.Exp(-Math.Pow(hour - 13, 2) / 4)) + (hour is > 7 and < 23 ? 0.15 : 0)),
    ];
}
