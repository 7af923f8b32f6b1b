using Personalize.Web.Shell;

namespace Personalize.Web.Live;

/// <summary>
/// What this circuit shows of the process-wide picture: a snapshot a second, the stream oftener, nothing while the tab is
/// hidden, the frozen picture while the viewer has paused.
/// </summary>
public sealed class LivePulse : IDisposable
{
    private readonly LiveOverview _overview;
    private readonly Viewer _viewer;
    private readonly PageThreads _threads;
    private readonly TimeProvider _clock;
    private DateTimeOffset _watchingSince;

    public LivePulse(LiveOverview overview, Viewer viewer, PageThreads threads, TimeProvider clock)
    {
        (_overview, _viewer, _threads, _clock) = (overview, viewer, threads, clock);
        Shown = overview.Current;
        _watchingSince = clock.GetUtcNow();
        overview.Changed += OnOverview;
        overview.Streamed += OnStream;
        viewer.Changed += OnViewer;
    }

    /// <summary>Something to show may have changed. Raised on any thread; handlers must return at once.</summary>
    public event EventHandler? Ticked;

    /// <summary>There may be newer activities than the stream shows. Raised like <see cref="Ticked"/>, some times a second.</summary>
    public event EventHandler? Streamed;

    public OverviewSnapshot Shown { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    public bool IsPaused => PausedAt is not null;

    /// <summary>How long the newest activity took from the door to this screen; null until one came while it was open.</summary>
    public TimeSpan? Lag { get; private set; }

    /// <summary>Activities stored since the pause began; 0 while live.</summary>
    public long Missed => IsPaused ? Math.Max(0, _overview.Current.Activities - Shown.Activities) : 0;

    public LiveCondition Condition => LiveCondition.Of(
        _overview.Current, PausedAt is { } at ? _viewer.Local(at) : null, _clock.GetUtcNow());

    public void TogglePause()
    {
        _watchingSince = _clock.GetUtcNow();
        PausedAt = IsPaused ? null : _watchingSince;
        Shown = _overview.Current;
        Ticked?.Invoke(this, EventArgs.Empty);
        Streamed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The browser has drawn this activity. With what came while nobody watched it cannot have been late.</summary>
    public void Drawn(StreamRow newest)
    {
        if (newest.RecordedAt > _watchingSince)
            Lag = _clock.GetUtcNow() - newest.RecordedAt;
    }

    public void Dispose()
    {
        _overview.Changed -= OnOverview;
        _overview.Streamed -= OnStream;
        _viewer.Changed -= OnViewer;
    }

    private void OnOverview(object? sender, EventArgs e) => Show(Ticked);

    private void OnStream(object? sender, EventArgs e)
    {
        if (!IsPaused)
            Show(Streamed);
    }

    // Back from hidden: one snapshot catches up.
    private void OnViewer(object? sender, EventArgs e)
    {
        _watchingSince = _clock.GetUtcNow();
        Show(Ticked);
        Show(Streamed);
    }

    private void Show(EventHandler? listeners)
    {
        if (!_viewer.IsVisible)
            return;
        if (!IsPaused)
            Shown = _overview.Current;
        if (listeners is not null)
            _threads.Queue(() => listeners(this, EventArgs.Empty));
    }
}
