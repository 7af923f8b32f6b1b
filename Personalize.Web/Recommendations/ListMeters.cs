using System.Diagnostics.Metrics;
using Personalize.Engine.Scoring;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Recommendations;

/// <summary>Figures to watch about lists that are served.</summary>
internal sealed class ListMeters(IMeterFactory meters)
{
    private readonly Histogram<double> _served = new OwnMeter(meters).Duration(
        "personalize.list.duration", "Time to serve one list, by what it stands on and whether it was made before");

    private readonly Histogram<double> _foldIn = new OwnMeter(meters).Duration(
        "personalize.query.duration", "Time to work out from a customer's state what to look for");

    /// <param name="wasKnown">Whether the same list was served lately and is served again.</param>
    public void Served(TimeSpan took, Rung rung, bool wasKnown) => _served.Record(
        took.TotalSeconds, new("rung", rung.ToString()), new KeyValuePair<string, object?>("memo", wasKnown ? "hit" : "miss"));

    public void FoldedIn(TimeSpan took) => _foldIn.Record(took.TotalSeconds);
}
