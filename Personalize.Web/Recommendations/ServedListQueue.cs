using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Personalize.Data.Recommendations;
using Personalize.Web.Activities;

namespace Personalize.Web.Recommendations;

/// <summary>Served lists on their way to the table. A full queue drops the newest and counts it: lists are served in any case.</summary>
internal sealed class ServedListQueue
{
    public const int Capacity = 2048;

    private readonly Channel<ServedList> _channel = Channel.CreateBounded<ServedList>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // Owned by the factory, which disposes it.
    private readonly Meter _meter;
    private readonly Counter<long> _dropped;

    public ServedListQueue(IMeterFactory meters)
    {
        _meter = meters.Create(ActivityMeters.MeterName);
        _dropped = _meter.CreateCounter<long>("personalize.served.dropped", "{list}", "Served lists that were not recorded");
    }

    public ChannelReader<ServedList> Reader => _channel.Reader;

    /// <summary>Never waits.</summary>
    public void Offer(ServedRecommendations served, string source)
    {
        if (served.Items.Count == 0) return;
        var row = new ServedList
        {
            Id = served.RecommendationId,
            CustomerId = served.CustomerId,
            ServedAt = served.ServedAt,
            ModelVersion = served.ModelVersion,
            Rung = served.Rung.ToString(),
            Source = source,
            Items = [.. served.Items.Select(item => new ServedItem { ItemId = item.ItemId, Score = item.Score })],
        };
        if (!_channel.Writer.TryWrite(row)) Dropped(1);
    }

    public void Dropped(int count) => _dropped.Add(count);

    public void Close() => _channel.Writer.TryComplete();
}
