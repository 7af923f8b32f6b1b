using Microsoft.AspNetCore.Components;
using Personalize.Web.Health.Parts;
using Personalize.Web.Shell;

namespace Personalize.Web.Health;

/// <summary>What is broken, or about to be?</summary>
/// <remarks>Shows what the watch saw, every two seconds; nothing is asked for while the tab is hidden, and nothing here needs the database.</remarks>
public sealed partial class HealthPage : IDisposable
{
    private HealthFigures? _now;
    private ITimer? _staleness;
    private bool _isStale;
    private int _drawing;

    [Inject]
    private HealthWatch Watch { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override void OnInitialized()
    {
        Read();
        Watch.Changed += OnChanged;
        Viewer.Changed += OnChanged;

        // By a clock of its own: the one thing that a watch which stands still cannot tell.
        _staleness = Clock.CreateTimer(_ => OnChanged(this, EventArgs.Empty), null, HealthWatch.Stale, HealthWatch.Stale);
    }

    public void Dispose()
    {
        Watch.Changed -= OnChanged;
        Viewer.Changed -= OnChanged;
        _staleness?.Dispose();
    }

    // One drawing waits at most: a browser that cannot follow skips looks instead of queueing them.
    private void OnChanged(object? sender, EventArgs e)
    {
        if (!Viewer.IsVisible || Interlocked.Exchange(ref _drawing, 1) == 1)
            return;
        _ = InvokeAsync(() =>
        {
            Volatile.Write(ref _drawing, 0);
            Read();
            StateHasChanged();
        });
    }

    private void Read()
    {
        _now = Watch.Current;
        _isStale = _now is not null && Clock.GetUtcNow() - _now.Report.At >= HealthWatch.Stale;
    }

    private static string Verdict(HealthReport report)
    {
        string[] names = [.. report.Parts.Where(part => part.State == report.State).Select(part => part.Name)];
        var list = string.Join(", ", names);
        return report.State switch
        {
            PartState.Working => "Everything works. Probes say that this server is ready.",
            PartState.Degraded => $"Degraded: {list}. Probes say that this server is ready all the same.",
            PartState.Starting => $"Starting: {list}. Probes say that this server is not ready yet.",
            _ => $"Down: {list}. Probes say that this server is not ready.",
        };
    }

    private static string PerSecond(double? bytes) => bytes is { } known ? Numbers.Size((long)known) + "/s" : Numbers.Missing;
}
