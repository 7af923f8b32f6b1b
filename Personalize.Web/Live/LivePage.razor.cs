using Microsoft.AspNetCore.Components;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Live;

/// <summary>Is personalization healthy, and is it helping right now?</summary>
public sealed partial class LivePage : IDisposable
{
    // Readers hear a summary, never each tick.
    private static readonly TimeSpan AloudEvery = TimeSpan.FromSeconds(30);

    private OverviewSnapshot _now = default!;
    private Verdict _verdict = default!;
    private string _aloud = "";
    private long _spokenAt;
    private int _ticking;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private TrainingService Training { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override void OnInitialized()
    {
        _spokenAt = Clock.GetTimestamp();
        Read();
        Pulse.Ticked += OnTicked;
    }

    public void Dispose() => Pulse.Ticked -= OnTicked;

    // One tick waits at most: a browser that cannot follow skips snapshots instead of queueing them.
    private void OnTicked(object? sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref _ticking, 1) == 1)
            return;
        _ = InvokeAsync(() =>
        {
            Volatile.Write(ref _ticking, 0);
            Read();
            StateHasChanged();
        });
    }

    private void Read()
    {
        _now = Pulse.Shown;
        _verdict = Verdict.Of(_now, Training.Status);
        if (Pulse.IsPaused || Clock.GetElapsedTime(_spokenAt) < AloudEvery)
            return;
        _spokenAt = Clock.GetTimestamp();
        _aloud = $"{_verdict.Sentence} {Numbers.Tenths(_now.ActivitiesPerSecond.Value)} activities per second.";
    }
}
