using System.Diagnostics.Metrics;
using Personalize.Data.Imports;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Import;

/// <summary>Figures to watch about files that are brought.</summary>
internal sealed class ImportMeters
{
    private readonly Counter<long> _rows;
    private readonly Histogram<double> _duration;

    public ImportMeters(IMeterFactory meters, ImportService imports)
    {
        var own = new OwnMeter(meters);
        own.Observe("personalize.import.files", "{file}", "Files that wait or are being read", () => imports.ActiveCount);
        _rows = own.Count("personalize.import.rows", "{row}", "Rows read from files, by what became of them");
        _duration = own.LongDuration("personalize.import.duration", "Time of one import from its start, by its outcome");
    }

    /// <summary>An import is over, one way or another.</summary>
    public void Ended(Data.Imports.Import run)
    {
        _rows.Add(run.RowsRead - run.Rejected, new KeyValuePair<string, object?>("outcome", "taken"));
        _rows.Add(run.Rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
        if (run is { StartedAt: { } start, FinishedAt: { } end })
            _duration.Record((end - start).TotalSeconds, new KeyValuePair<string, object?>("outcome", OutcomeOf(run.State)));
    }

    private static string OutcomeOf(ImportState state) => state switch
    {
        ImportState.Succeeded => "succeeded",
        ImportState.Failed => "failed",
        ImportState.Cancelled => "cancelled",
        _ => "interrupted",
    };
}
