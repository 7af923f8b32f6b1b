using System.Diagnostics.Metrics;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Activities;

/// <summary>Figures to watch on the way in.</summary>
internal sealed class ActivityMeters
{
    private readonly Counter<long> _rejected;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _publish;

    public ActivityMeters(IMeterFactory meters, ActivityQueue queue)
    {
        var own = new OwnMeter(meters);
        own.Observe("personalize.intake.depth", "{activity}", "Activities waiting for the writer", () => queue.Depth);
        _rejected = own.Count("personalize.intake.rejected", "{activity}", "Activities not stored, by reason");
        _batchSize = own.Amount("personalize.writer.batch", "{activity}", "Activities per commit");
        _commit = own.Duration("personalize.writer.commit.duration", "Time of one commit");
        _publish = own.Duration("personalize.writer.publish.duration", "From commit to published");
    }

    /// <param name="reason">"invalid", "busy", "constraint", "outage", or "gate" for a whole delivery.</param>
    public void Rejected(int count, string reason) => _rejected.Add(count, new KeyValuePair<string, object?>("reason", reason));

    public void Committed(int batchSize, TimeSpan took)
    {
        _batchSize.Record(batchSize);
        _commit.Record(took.TotalSeconds);
    }

    public void Published(TimeSpan took) => _publish.Record(took.TotalSeconds);
}
