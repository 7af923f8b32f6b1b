using System.Diagnostics.Metrics;

namespace Personalize.Web.Hosting.Telemetry;

/// <summary>
/// The one meter of all that we measure ourselves, "Personalize". Durations are in seconds, as OpenTelemetry has them. Tags are
/// words from short, closed lists: never anybody's id.
/// </summary>
/// <remarks>A value, as the meter behind it belongs to the factory, which gives the same one each time and disposes of it.</remarks>
internal readonly struct OwnMeter(IMeterFactory factory)
{
    public const string Name = "Personalize";

    // The framework's buckets for requests begin at 5 ms; most of what we do is faster than that.
    private static readonly InstrumentAdvice<double> QuickThings = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<double> LongThings = new()
    {
        HistogramBucketBoundaries = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    };

    private static readonly InstrumentAdvice<int> Amounts = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000],
    };

    private readonly Meter _meter = factory.Create(Name);

    public Counter<long> Count(string name, string unit, string what) => _meter.CreateCounter<long>(name, unit, what);

    /// <summary>How many at a time.</summary>
    public Histogram<int> Amount(string name, string unit, string what) =>
        _meter.CreateHistogram(name, unit, what, tags: null, Amounts);

    /// <summary>Of something that takes up to some seconds.</summary>
    public Histogram<double> Duration(string name, string what) => _meter.CreateHistogram(name, "s", what, tags: null, QuickThings);

    /// <summary>Of something that takes up to an hour.</summary>
    public Histogram<double> LongDuration(string name, string what) => _meter.CreateHistogram(name, "s", what, tags: null, LongThings);

    /// <summary>What is there now, and can be added up over several servers.</summary>
    public void Observe(string name, string unit, string what, Func<long> now) =>
        _meter.CreateObservableUpDownCounter(name, now, unit, what);

    /// <summary>What was counted elsewhere since the start.</summary>
    public void ObserveCount(string name, string unit, string what, Func<long> sinceStart) =>
        _meter.CreateObservableCounter(name, sinceStart, unit, what);

    /// <summary>What cannot be added up.</summary>
    /// <param name="now">Null while there is nothing to measure; then nothing is told, and no 0.</param>
    public void ObserveLevel(string name, string unit, string what, Func<double?> now) => _meter.CreateObservableGauge(
        name, () => now() is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit, what);
}
