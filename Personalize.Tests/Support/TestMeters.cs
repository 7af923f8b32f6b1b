using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Personalize.Tests.Support;

/// <summary>One figure as it was measured. Tags read "reason=slow, …".</summary>
public sealed record Measured(string Name, double Value, string Tags);

/// <summary>A factory of meters that hears all that they measure; or the ear alone, at the meters of a running server.</summary>
public sealed class TestMeters : IMeterFactory
{
    private readonly ConcurrentQueue<Measured> _heard = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Meter _meter;

    public TestMeters()
        : this(of: null)
    {
    }

    private TestMeters(IMeterFactory? of)
    {
        var scope = of ?? this;
        _meter = new Meter("Personalize", version: null, tags: null, scope);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope != scope || instrument.Meter.Name != _meter.Name) return;
            _instruments[instrument.Name] = instrument;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<Instrument> Instruments => [.. _instruments.Values];

    /// <summary>Everything so far, what is only observed measured once more.</summary>
    public IReadOnlyList<Measured> Heard
    {
        get
        {
            _listener.RecordObservableInstruments();
            return [.. _heard];
        }
    }

    public static TestMeters At(PersonalizeApp app) => new(app.Services.GetRequiredService<IMeterFactory>());

    public double Sum(string name, string tags = "") =>
        Heard.Where(one => one.Name == name && one.Tags.Contains(tags, StringComparison.Ordinal)).Sum(one => one.Value);

    public double Last(string name) => Heard.Last(one => one.Name == name).Value;

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = new List<string>();
        foreach (var tag in tags) words.Add(string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}"));
        _heard.Enqueue(new Measured(instrument.Name, value, string.Join(", ", words)));
    }
}
