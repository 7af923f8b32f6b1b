using Personalize.Data.Audit;

namespace Personalize.Web.Audit;

/// <summary>Writes the newest entry's number and hash to a file each second in which there was one, and once more at the end.</summary>
internal sealed partial class HeadKeeper(AuditHeadFile file, TimeProvider clock, ILogger<HeadKeeper> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _told;

    internal async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            var contradicted = await file.KeepAsync(cancellation) is AuditHeadFile.Kept.Contradicted;
            if (contradicted && !_told)
                LogContradicted();
            _told = contradicted;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(failure);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was appended since the last tick is kept below.
        }

        await KeepAsync(CancellationToken.None);
    }

    [LoggerMessage(1000, LogLevel.Critical, "The end of the audit trail is not the one that was seen before: verify it on the page Audit")]
    private partial void LogContradicted();

    [LoggerMessage(1001, LogLevel.Warning, "The head of the audit trail could not be kept; trying again in a second")]
    private partial void LogFailed(Exception failure);
}
