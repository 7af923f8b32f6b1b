using System.Diagnostics.Metrics;
using Personalize.Web.Live.Figures;

namespace Personalize.Web.Health.Figures;

/// <param name="Milliseconds">95 of 100 took no longer; null when there was none.</param>
public readonly record struct Timing(double? Milliseconds, int Samples);

/// <summary>How long open pages keep people waiting, from the framework's own meters.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class PageTimings : IDisposable
{
    public const string Events = "aspnetcore.components.handle_event.duration";
    public const string Renders = "aspnetcore.components.render_diff.duration";
    private const int Window = 300;

    private readonly Lock _gate = new();
    private readonly LatencyWindow _events = new();
    private readonly LatencyWindow _renders = new();
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;

    public PageTimings(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Of this server alone, where several run in one process, as in tests.
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is Events or Renders)
                listener.EnableMeasurementEvents(instrument, instrument.Name == Events ? _events : _renders);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, window) => Add((LatencyWindow)window!, seconds));
        _listener.Start();
    }

    private long Second => _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>From an event of the browser to the end of what the page does about it, over the last five minutes.</summary>
    public Timing OfEvents() => Of(_events);

    /// <summary>Of making and comparing what is drawn, over the last five minutes.</summary>
    public Timing OfRenders() => Of(_renders);

    public void Dispose() => _listener.Dispose();

    private void Add(LatencyWindow window, double seconds)
    {
        lock (_gate) window.Add(Second, TimeSpan.FromSeconds(seconds));
    }

    private Timing Of(LatencyWindow window)
    {
        lock (_gate)
        {
            var (value, samples) = window.Percentile(0.95, Second - Window);
            return new Timing(value, samples);
        }
    }
}
