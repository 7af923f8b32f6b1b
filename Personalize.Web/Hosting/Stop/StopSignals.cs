using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Stop;

/// <summary>
/// Answers the signal to stop in two steps: first the server says that it is not ready, while it works as before, then it stops
/// taking work and ends what it has. A second signal leaves the first step out.
/// </summary>
internal sealed partial class StopSignals(
    Stopping stopping, IEnumerable<IFarewell> farewells, IHostApplicationLifetime lifetime, IOptions<StopOptions> options, IHostEnvironment environment, TimeProvider time,
    ILogger<StopSignals> log) : IHostLifetime, IDisposable
{
    private const int UsualNoticeSeconds = 3;
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(3);
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in Signals) _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    /// <summary>Begins to stop; again: stops at once.</summary>
    internal void Signalled()
    {
        if (stopping.Begin()) _ = StopAfterNoticeAsync();
        else lifetime.StopApplication();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Else the process would end here and now.
        context.Cancel = true;
        Signalled();
    }

    private async Task StopAfterNoticeAsync()
    {
        var seconds = options.Value.NoticeSeconds ?? (environment.IsDevelopment() ? 0 : UsualNoticeSeconds);
        LogStopping(seconds);
        if (seconds > 0) await Task.Delay(TimeSpan.FromSeconds(seconds), time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SayFarewellAsync();
        lifetime.StopApplication();
    }

    private async Task SayFarewellAsync()
    {
        using var limit = new CancellationTokenSource(LongestFarewell, time);
        foreach (var farewell in farewells)
            await farewell.SayAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(120, LogLevel.Information, "Told to stop: not ready from now on, and no more work in {Seconds} s")]
    private partial void LogStopping(int seconds);
}
