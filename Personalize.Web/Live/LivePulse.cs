using Personalize.Web.Shell;

namespace Personalize.Web.Live;

/// <summary>
/// What this circuit shows of the process-wide picture: at most one snapshot a second, none while the tab is hidden,
/// the frozen one while the viewer has paused.
/// </summary>
public sealed class LivePulse : IDisposable
{
    private readonly LiveOverview _overview;
    private readonly Viewer _viewer;
    private readonly TimeProvider _clock;

    public LivePulse(LiveOverview overview, Viewer viewer, TimeProvider clock)
    {
        (_overview, _viewer, _clock) = (overview, viewer, clock);
        Shown = overview.Current;
        overview.Changed += OnOverview;
        viewer.Changed += OnViewer;
    }

    /// <summary>Something to show may have changed. Raised on any thread; handlers must return at once.</summary>
    public event EventHandler? Ticked;

    public OverviewSnapshot Shown { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    public bool IsPaused => PausedAt is not null;

    /// <summary>Activities stored since the pause began; 0 while live.</summary>
    public long Missed => IsPaused ? Math.Max(0, _overview.Current.Activities - Shown.Activities) : 0;

    public LiveCondition Condition => LiveCondition.Of(
        _overview.Current, PausedAt is { } at ? _viewer.Local(at) : null, _clock.GetUtcNow());

    public void TogglePause()
    {
        PausedAt = IsPaused ? null : _clock.GetUtcNow();
        Shown = _overview.Current;
        Ticked?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose()
    {
        _overview.Changed -= OnOverview;
        _viewer.Changed -= OnViewer;
    }

    private void OnOverview(object? sender, EventArgs e)
    {
        if (!_viewer.IsVisible)
            return;
        if (!IsPaused)
            Shown = _overview.Current;
        Ticked?.Invoke(this, EventArgs.Empty);
    }

    // Back from hidden: one snapshot catches up.
    private void OnViewer(object? sender, EventArgs e) => OnOverview(sender, e);
}
