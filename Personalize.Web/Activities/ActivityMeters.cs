using System.Diagnostics.Metrics;

namespace Personalize.Web.Activities;

/// <summary>Figures to watch on the way in, in the meter "Personalize".</summary>
internal sealed class ActivityMeters
{
    public const string MeterName = "Personalize";

    // Owned by the factory, which disposes it.
    private readonly Meter _meter;
    private readonly Counter<long> _rejected;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _publish;

    public ActivityMeters(IMeterFactory meters, ActivityQueue queue)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableGauge("personalize.intake.depth", () => queue.Depth, "{activity}", "Activities waiting for the writer");
        _rejected = _meter.CreateCounter<long>("personalize.intake.rejected", "{activity}", "Activities not stored, by reason");
        _batchSize = _meter.CreateHistogram<int>("personalize.writer.batch", "{activity}", "Activities per commit");
        _commit = _meter.CreateHistogram<double>("personalize.writer.commit", "ms", "Time of one commit");
        _publish = _meter.CreateHistogram<double>("personalize.writer.publish", "ms", "From commit to published");
    }

    /// <param name="reason">"invalid", "busy", "constraint" or "outage".</param>
    public void Rejected(int count, string reason) => _rejected.Add(count, new KeyValuePair<string, object?>("reason", reason));

    public void Committed(int batchSize, TimeSpan took)
    {
        _batchSize.Record(batchSize);
        _commit.Record(took.TotalMilliseconds);
    }

    public void Published(TimeSpan took) => _publish.Record(took.TotalMilliseconds);
}
