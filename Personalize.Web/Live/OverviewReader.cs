using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Web.Live.Limits;

namespace Personalize.Web.Live;

/// <summary>Reads for the overview what no event tells: what happened, and how engaged customers are. Nothing while nobody looks.</summary>
internal sealed partial class OverviewReader(
    LiveOverview overview, IDbContextFactory<PersonalizeDb> databases, EngagementRules engagement, LimitsEditor limits, TimeProvider time,
    ILogger<OverviewReader> log) : BackgroundService
{
    /// <summary>Two look-ups in small tables.</summary>
    private static readonly TimeSpan BetweenHappenings = TimeSpan.FromSeconds(5);

    /// <summary>One number of each customer: 100,000 of them take a tenth of a second.</summary>
    private static readonly TimeSpan BetweenSpreads = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Comparison = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWindow = LiveRange.All.Max(range => range.Span) * LiveRange.WindowsKept;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly Queue<EngagementSpread> _spreads = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(BetweenHappenings, time);
        try
        {
            do await ReadAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal async Task ReadAsync(CancellationToken cancellation)
    {
        if (!overview.HasReaders) return;
        try
        {
            await limits.ReloadAsync(cancellation);
            overview.RecordHappenings(await HappeningsAsync(cancellation));
            if (_spreads.Count == 0 || time.GetUtcNow() - _spreads.Last().At >= BetweenSpreads) overview.RecordEngagement(await SpreadAsync(cancellation));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogReadFailed(problem);
        }
    }

    private async Task<IReadOnlyList<Happening>> HappeningsAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - LongestWindow;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var imports = await db.Imports.AsNoTracking()
            .Where(import => import.FinishedAt >= since && import.State == ImportState.Succeeded)
            .Select(import => new { import.FinishedAt, import.FileName, import.Created })
            .ToListAsync(cancellation);
        var models = await db.ModelVersions.AsNoTracking()
            .Where(model => model.ServedSince >= since)
            .Select(model => new { model.Version, model.ServedSince, model.TrainedAt })
            .ToListAsync(cancellation);
        return
        [
            .. imports.Select(import => new Happening(
                import.FinishedAt!.Value, string.Create(CultureInfo.CurrentCulture, $"Import: {import.FileName}, {import.Created:N0} new"))),
            .. models.Select(model => new Happening(
                model.ServedSince!.Value,
                models.Exists(other => other.Version > model.Version && other.ServedSince < model.ServedSince)
                    ? $"Back to model {model.Version}" : $"Model {model.Version} serves")),
            new Happening(_startedAt, "Server started"),
        ];
    }

    private async Task<EngagementChange> SpreadAsync(CancellationToken cancellation)
    {
        var (now, decay) = (time.GetUtcNow(), await engagement.DecayAsync(cancellation));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var masses = await db.EngagementMassesAsync(cancellation);
        var spread = EngagementSpread.Of(now, masses.Select(mass => decay.ValueOf(mass, now)));
        _spreads.Enqueue(spread);
        while (_spreads.Count > 1 && _spreads.ElementAt(1).At <= now - Comparison) _spreads.Dequeue();
        return new EngagementChange(spread, _spreads.Count > 1 ? _spreads.Peek() : null);
    }

    [LoggerMessage(311, LogLevel.Warning, "What happened lately could not be read; the Live page keeps what it has")]
    private partial void LogReadFailed(Exception problem);
}
