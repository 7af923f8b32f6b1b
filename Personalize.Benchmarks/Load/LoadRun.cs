using System.Diagnostics;
using Personalize.Benchmarks.Load.Circuits;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load;

/// <summary>One run: viewers come, activities are posted, viewers see the last of them and go.</summary>
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

    public async Task<LoadReport> MeasureAsync(CancellationToken cancellation)
    {
        var population = await Population.ReadAsync(http, cancellation);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = _server?.WatchAsync(BetweenLooks, watching.Token) ?? Task.CompletedTask;
        var before = _server?.WorkingSet() ?? 0;
        await using var audience = await GatherAsync(cancellation);
        if (options.Viewers > 0) await Task.Delay(Settling, cancellation);
        var held = _server?.WorkingSet() ?? 0;
        var start = Moment.Of(audience, _server);
        var poster = new ActivityPoster(http, new ActivityDrafts(population, Seed, TimeProvider.System), _tally, options.Viewers > 0 ? Keeping.Each : Keeping.Counts);
        await poster.RunAsync(options, cancellation);
        var end = Moment.Of(audience, _server);
        var after = _server?.WorkingSet() ?? 0;
        if (audience is not null) await LastSeenAsync(audience, cancellation);
        await watching.CancelAsync();
        await watch;
        var seconds = Stopwatch.GetElapsedTime(start.At, end.At).TotalSeconds;
        return new LoadReport(
            options.Url.AbsoluteUri, options.Viewers, options.Rate, seconds, options.Batch, options.Connections, options.Compression,
            new PostingFigures(_tally.Posted, _tally.Accepted, _tally.Refused, _tally.Accepted / seconds, _tally.Waits),
            audience is null ? null : FiguresOf(audience, start, end, seconds),
            ServerOf(start, end, seconds, before, held, after, audience?.Viewers.Count ?? 0),
            (end.ToolSeconds - start.ToolSeconds) / seconds, [.. Notes()]);
    }

    private async Task<Audience?> GatherAsync(CancellationToken cancellation)
    {
        if (options.Viewers == 0) return null;
        using var visitor = options.Cookie is { } cookie
            ? Visitor.With(options.Url, cookie)
            : await Visitor.SignInAsync(options.Url, options.Role, cancellation);
        return await Audience.OpenAsync(visitor, options.Viewers, options.Compression, cancellation);
    }

    private async Task LastSeenAsync(Audience audience, CancellationToken cancellation)
    {
        if (_tally.Kept.Count == 0) return;
        var last = _tally.Kept.MaxBy(accepted => accepted.Sequence).Time;
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < LongestEnding && audience.Viewers.Any(viewer => viewer.Lost is null && !viewer.HasSeen(last)))
            await Task.Delay(BetweenLooks, cancellation);
    }

    private ViewingFigures FiguresOf(Audience audience, Moment start, Moment end, double seconds)
    {
        var count = Math.Max(1, audience.Viewers.Count);
        return new ViewingFigures(
            audience.Viewers.Count, [.. audience.Failures], [.. audience.Viewers.Select(viewer => viewer.Lost).OfType<string>()], audience.Opening.TotalSeconds,
            Receipts.Of(_tally.Kept, [.. audience.Viewers.Select(viewer => viewer.Sightings)]),
            (end.Received.Sum() - start.Received.Sum()) / seconds / count,
            end.Received.Zip(start.Received, (late, early) => late - early).DefaultIfEmpty().Max() / seconds,
            (end.MessageBytes - start.MessageBytes) / seconds / count,
            (end.RenderBytes - start.RenderBytes) / seconds / count,
            (end.Sent - start.Sent) / seconds / count,
            (end.Batches - start.Batches) / seconds / count,
            start.Received.Sum() / (double)count);
    }

    private ServerFigures? ServerOf(Moment start, Moment end, double seconds, long before, long held, long after, int viewers) => _server is null ? null : new ServerFigures(
        (end.ServerSeconds - start.ServerSeconds) / seconds, before, held, after, _server.PeakBytes)
    {
        BytesPerViewer = viewers == 0 ? null : (held - before) / (double)viewers,
    };

    private IEnumerable<string> Notes()
    {
        if (_server is null) yield return "The server's processor and memory are left out: name its process with --process, on the same machine.";
        else yield return "Managed memory is left out: the server does not tell it.";
    }

    /// <summary>What the meters stand at.</summary>
    private sealed record Moment(long At, long[] Received, long Sent, long MessageBytes, long RenderBytes, long Batches, double? ServerSeconds, double ToolSeconds)
    {
        public static Moment Of(Audience? audience, ServerProcess? server)
        {
            IReadOnlyCollection<CircuitViewer> viewers = audience?.Viewers ?? [];
            return new Moment(
                Stopwatch.GetTimestamp(), [.. viewers.Select(viewer => viewer.Traffic.Received)], viewers.Sum(viewer => viewer.Traffic.Sent),
                viewers.Sum(viewer => viewer.MessageBytes), viewers.Sum(viewer => viewer.RenderBytes), viewers.Sum(viewer => (long)viewer.Batches),
                server?.ProcessorSeconds(), Environment.CpuUsage.TotalTime.TotalSeconds);
        }
    }
}
