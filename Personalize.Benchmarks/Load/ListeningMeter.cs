using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load;

/// <summary>What one kind of listeners were sent between two moments.</summary>
internal sealed class ListeningMeter(Audience audience)
{
    private Marks _start = Marks.None;
    private Marks _end = Marks.None;

    public void Start() => _start = Marks.Of(audience.Listeners);

    public void Stop() => _end = Marks.Of(audience.Listeners);

    /// <summary>Whether nobody who still listens has yet to be told of it.</summary>
    public bool AllKnow(AcceptedActivity activity) => audience.Listeners.All(listener => listener.Lost is not null || listener.Knows(activity));

    /// <param name="seconds">From the start to the stop.</param>
    public ListeningFigures Read(IReadOnlyCollection<AcceptedActivity> accepted, double seconds)
    {
        var sequences = accepted.ToDictionary(one => one.Time, one => one.Sequence);
        var count = Math.Max(1, audience.Listeners.Count);
        return new ListeningFigures(
            audience.Listeners.Count, [.. audience.Failures], [.. audience.Listeners.Select(listener => listener.Lost).OfType<string>()],
            audience.Opening.TotalSeconds,
            Receipts.Of(accepted, [.. audience.Listeners.Select(listener => listener.Tellings(time => sequences.GetValueOrDefault(time, long.MinValue)))]),
            Mean(static marks => marks.Received.Sum()),
            _end.Received.Zip(_start.Received, (late, early) => late - early).DefaultIfEmpty().Max() / seconds,
            Mean(static marks => marks.MessageBytes), Mean(static marks => marks.DrawnBytes), Mean(static marks => marks.Sent), Mean(static marks => marks.Messages),
            _start.Received.Sum() / (double)count);

        double Mean(Func<Marks, long> of) => (of(_end) - of(_start)) / seconds / count;
    }

    private sealed record Marks(long[] Received, long Sent, long MessageBytes, long DrawnBytes, long Messages)
    {
        public static readonly Marks None = new([], 0, 0, 0, 0);

        public static Marks Of(IReadOnlyCollection<ILiveListener> listeners) => new(
            [.. listeners.Select(listener => listener.Traffic.Received)], listeners.Sum(listener => listener.Traffic.Sent),
            listeners.Sum(listener => listener.MessageBytes), listeners.Sum(listener => listener.DrawnBytes), listeners.Sum(listener => (long)listener.Messages));
    }
}
