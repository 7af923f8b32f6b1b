using System.Threading.Channels;

namespace Personalize.Web.Activities;

/// <summary>The bounded channel between the intake and the writer. Full means: say so, do not pile up.</summary>
internal sealed class ActivityQueue(TimeProvider time, int capacity = ActivityQueue.DefaultCapacity)
{
    /// <summary>At 20,000 activities a second this is 0.4 s of work; at 400 bytes each, 3 MB.</summary>
    public const int DefaultCapacity = 8192;

    /// <summary>How long an offer may wait for room.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Channel<PendingActivity> _channel = Channel.CreateBounded<PendingActivity>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public int Capacity { get; } = capacity;

    public int Depth => _channel.Reader.Count;

    /// <summary>How long the first of the queue has waited; null when it is empty.</summary>
    public TimeSpan? OldestAge => _channel.Reader.TryPeek(out var oldest) ? time.GetElapsedTime(oldest.OfferedAt) : null;

    public ChannelReader<PendingActivity> Reader => _channel.Reader;

    /// <summary>Offers in order; at once where there is room, else within <see cref="Patience"/> for all together.</summary>
    /// <returns>How many were taken, from the front.</returns>
    public async ValueTask<int> OfferAsync(IReadOnlyList<PendingActivity> activities, CancellationToken cancellation)
    {
        var taken = TryWrite(activities, from: 0);
        if (taken == activities.Count) return taken;

        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            while (taken < activities.Count && await _channel.Writer.WaitToWriteAsync(both.Token))
                taken = TryWrite(activities, taken);
        }
        catch (OperationCanceledException)
        {
            // Either out of patience or the caller left: the rest is refused, what was taken will be stored.
        }

        return taken;
    }

    /// <summary>No more offers; what is inside is still to be written.</summary>
    public void Close() => _channel.Writer.TryComplete();

    private int TryWrite(IReadOnlyList<PendingActivity> activities, int from)
    {
        while (from < activities.Count && _channel.Writer.TryWrite(activities[from])) from++;
        return from;
    }
}
