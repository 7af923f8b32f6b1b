using System.Diagnostics.Metrics;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Hosting;

/// <param name="At">When it ended.</param>
/// <param name="Failed">Whether it failed; the log says why.</param>
public sealed record JobRun(string Name, DateTimeOffset At, TimeSpan Took, bool Failed, TimeSpan Interval);

/// <summary>Keeps the last run of each job that comes again and again.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class JobBook(IMeterFactory meters, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JobRun?> _last = new(StringComparer.Ordinal);
    private readonly Histogram<double> _duration = new OwnMeter(meters).LongDuration("personalize.job.duration", "Time of one run of a regular job");

    /// <summary>By name; null while a job has not run since the start.</summary>
    public IReadOnlyList<(string Name, JobRun? Last)> All
    {
        get
        {
            lock (_gate) return [.. _last.Select(job => (job.Key, job.Value))];
        }
    }

    /// <inheritdoc cref="Periodically.RunAsync" path="/summary|/param"/>
    /// <param name="name">Three words for people.</param>
    public Task RunAsync(string name, TimeSpan interval, Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stopping)
    {
        lock (_gate) _last[name] = null;
        return Periodically.RunAsync(interval, clock, cancellation => NotedAsync(name, interval, work, cancellation), failed, stopping);
    }

    private async Task NotedAsync(string name, TimeSpan interval, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        try
        {
            await work(cancellation);
            Note(isFailure: false);
        }
        catch when (!cancellation.IsCancellationRequested)
        {
            Note(isFailure: true);
            throw;
        }

        void Note(bool isFailure)
        {
            var took = clock.GetElapsedTime(start);
            _duration.Record(took.TotalSeconds, new("job", name), new KeyValuePair<string, object?>("outcome", isFailure ? "failed" : "done"));
            lock (_gate) _last[name] = new JobRun(name, clock.GetUtcNow(), took, isFailure, interval);
        }
    }
}
