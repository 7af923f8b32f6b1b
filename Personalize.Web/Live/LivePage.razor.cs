using Microsoft.AspNetCore.Components;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Live;

/// <summary>Is personalization healthy, and is it helping right now?</summary>
public sealed partial class LivePage : IDisposable
{
    // Readers hear a summary, never each tick.
    private static readonly TimeSpan AloudEvery = TimeSpan.FromSeconds(30);

    private readonly TypedSearch _search = new();
    private OverviewSnapshot _now = default!;
    private LiveView _view = new(LiveRange.QuarterHour, null, null, null);
    private ActivityWindow? _past;
    private Verdict _verdict = default!;
    private string _aloud = "";
    private long _spokenAt;
    private Redrawing _redrawing = default!;

    [SupplyParameterFromQuery(Name = LiveRange.QueryKey)]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = LiveView.UntilKey)]
    public string? Until { get; set; }

    [SupplyParameterFromQuery(Name = LiveView.KindKey)]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = LiveView.SearchKey)]
    public string? Search { get; set; }

    [Inject]
    private LiveOverview Overview { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private TrainingService Training { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override void OnInitialized()
    {
        _spokenAt = Clock.GetTimestamp();
        _redrawing = new Redrawing(InvokeAsync, () =>
        {
            Read();
            StateHasChanged();
        });
        Read();
        Pulse.Ticked += OnTicked;
    }

    protected override void OnParametersSet()
    {
        var view = LiveView.Read(Range, Until, Kind, Search);
        _search.Follow(view.Search);
        if (view == _view)
            return;
        _view = view;
        _past = view.Until is { } until ? Overview.WindowUntil(view.Range, until) : null;
    }

    /// <summary>The address leads: the page follows when it comes back as parameters.</summary>
    private void Show(LiveView view) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(view.ToQuery()), replace: true);

    private void SearchFor(string? typed) => Show(_view with { Search = _search.Type(typed) });

    public void Dispose() => Pulse.Ticked -= OnTicked;

    private void OnTicked(object? sender, EventArgs e) => _redrawing.Ask();

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
