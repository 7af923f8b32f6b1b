using System.Diagnostics;
using Personalize.Benchmarks.Load.Circuits;
using Personalize.Benchmarks.Load.Hubs;
using Personalize.Benchmarks.Load.Posting;
using Personalize.Benchmarks.Load.Silent;

namespace Personalize.Benchmarks.Load;

/// <summary>One run: listeners come, activities are posted, the listeners hear of the last of them and go.</summary>
internal sealed class LoadRun(LoadOptions options, HttpClient http)
{
    private const int Seed = 1;

    // Pages that have just been drawn still fetch this and that.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    // Where others post too, the last activity may be pushed out of sight before anybody has seen it.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly ServerProcess? _server = options.Process is { } id ? new ServerProcess(id) : null;
    private readonly PostTally _tally = new();

    private bool IsHeard => options.Viewers + options.HubClients > 0;

    public async Task<LoadReport> MeasureAsync(CancellationToken cancellation)
    {
        var population = await Population.ReadAsync(http, cancellation);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = _server?.WatchAsync(BetweenLooks, watching.Token) ?? Task.CompletedTask;
        var before = _server?.WorkingSet() ?? 0;
        await using var hub = await Audience.OpenAsync(options.HubClients, token => HubListener.OpenAsync(options.Url, options.Key, token), cancellation);
        await using var pages = await OpenPagesAsync(cancellation);
        await using var silent = await SilentCrowd.OpenAsync(options, population, cancellation);
        if (IsHeard || options.Silent > 0) await Task.Delay(Settling, cancellation);
        var held = _server?.WorkingSet() ?? 0;
        ListeningMeter[] meters = [new(pages), new(hub)];
        var (start, serverStart, toolStart) = (Stopwatch.GetTimestamp(), _server?.ProcessorSeconds(), ToolSeconds());
        foreach (var meter in meters) meter.Start();
        await new ActivityPoster(http, new ActivityDrafts(population, Seed, TimeProvider.System), _tally, IsHeard ? Keeping.Each : Keeping.Counts)
            .RunAsync(options, cancellation);
        foreach (var meter in meters) meter.Stop();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (serverShare, toolShare, after) = ((_server?.ProcessorSeconds() - serverStart) / seconds, (ToolSeconds() - toolStart) / seconds, _server?.WorkingSet() ?? 0);
        await LastHeardAsync(meters, cancellation);
        await watching.CancelAsync();
        await watch;
        return new LoadReport(
            options.Url.AbsoluteUri, options.Viewers, options.HubClients, options.Rate, seconds, options.Batch, options.Connections, options.Compression,
            new PostingFigures(_tally.Posted, _tally.Accepted, _tally.Refused, _tally.Accepted / seconds, _tally.Waits),
            options.Viewers == 0 ? null : meters[0].Read(_tally.Kept, seconds),
            options.HubClients == 0 ? null : meters[1].Read(_tally.Kept, seconds),
            _server is null ? null : new ServerFigures(serverShare, before, held, after, _server.PeakBytes)
            {
                BytesPerListener = IsHeard ? (held - before) / (double)Math.Max(1, pages.Listeners.Count + hub.Listeners.Count) : null,
            },
            toolShare, [.. Notes()])
        {
            Silent = silent.Read(),
        };
    }

    private async Task<Audience> OpenPagesAsync(CancellationToken cancellation)
    {
        if (options.Viewers == 0) return await Audience.OpenAsync(0, static _ => throw new UnreachableException(), cancellation);
        using var visitor = options.Cookie is { } cookie
            ? Visitor.With(options.Url, cookie)
            : await Visitor.SignInAsync(options.Url, options.Role, cancellation);
        return await Audience.OpenAsync(options.Viewers, token => CircuitViewer.OpenAsync(visitor, options.Compression, token), cancellation);
    }

    private async Task LastHeardAsync(ListeningMeter[] meters, CancellationToken cancellation)
    {
        if (_tally.Kept.Count == 0) return;
        var last = _tally.Kept.MaxBy(accepted => accepted.Sequence);
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < LongestEnding && !meters.All(meter => meter.AllKnow(last))) await Task.Delay(BetweenLooks, cancellation);
    }

    private IEnumerable<string> Notes()
    {
        if (_server is null) yield return "The server's processor and memory are left out: name its process with --process, on the same machine.";
        else yield return "Managed memory is left out: the server does not tell it.";
    }

    private static double ToolSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
