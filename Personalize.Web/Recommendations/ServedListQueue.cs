using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Recommendations;

/// <summary>Served lists on their way to the tables. A full queue drops the newest and counts it: lists are served in any case.</summary>
internal sealed class ServedListQueue
{
    public const int DefaultCapacity = 8192;

    private readonly Channel<Serving> _channel;
    private readonly Counter<long> _written;
    private readonly Counter<long> _dropped;
    private TaskCompletionSource? _awaited;
    private int _awaitedCount;
    private long _overflowed;

    public ServedListQueue(IMeterFactory meters, int capacity = DefaultCapacity)
    {
        Capacity = capacity;
        _channel = Channel.CreateBounded<Serving>(
            new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        var own = new OwnMeter(meters);
        own.Observe("personalize.served.depth", "{list}", "Served lists that wait to be recorded", () => Depth);
        _written = own.Count("personalize.served.written", "{list}", "Served lists that were recorded");
        _dropped = own.Count("personalize.served.dropped", "{list}", "Served lists that were not recorded, by the reason");
    }

    public int Capacity { get; }

    public int Depth => _channel.Reader.Count;

    /// <summary>Servings that found no room, since the start.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public ChannelReader<Serving> Reader => _channel.Reader;

    /// <summary>Never waits.</summary>
    public void Offer(ServedRecommendations served, string source)
    {
        if (served.Items.Count == 0 || served.Making is null) return;
        if (!_channel.Writer.TryWrite(new Serving(served, served.Making, source)))
        {
            Interlocked.Increment(ref _overflowed);
            Dropped(1, "full");
        }
        else if (Volatile.Read(ref _awaited) is { } awaited && Depth >= _awaitedCount)
        {
            awaited.TrySetResult();
        }
    }

    /// <summary>For the one reader.</summary>
    /// <returns>Done as soon as this many wait.</returns>
    public Task ReachesAsync(int count)
    {
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaitedCount = count;
        Volatile.Write(ref _awaited, awaited);
        if (Depth >= count) awaited.TrySetResult();
        return awaited.Task;
    }

    public void Written(int count) => _written.Add(count);

    /// <param name="reason">"full", "erased" or "failed".</param>
    public void Dropped(int count, string reason)
    {
        if (count > 0) _dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Close() => _channel.Writer.TryComplete();
}

/// <summary>One list on its way to the tables.</summary>
internal readonly record struct Serving(ServedRecommendations List, ListMaking Making, string Source);
