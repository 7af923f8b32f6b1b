using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Personalize.Web.Shell;

namespace Personalize.Web.Live;

/// <summary>
/// The newest activities. It stands still under a pointer, under the focus, while scrolled and while paused, counts what it
/// holds back, and goes on within a second of the last of these.
/// </summary>
public sealed partial class StreamPanel : IAsyncDisposable
{
    /// <summary>Snapshots keep this many rows, so more cannot be counted.</summary>
    private const int Most = 200;

    private ICollection<StreamRow> _rows = [];
    private LiveView? _drawnView;
    private ElementReference _stream;
    private IJSObjectReference? _module;
    private DotNetObjectReference<StreamPanel>? _self;
    private long _newest;
    private bool _pointed;
    private bool _focused;
    private bool _scrolled;
    private int _waiting;
    private StreamRow? _drawing;
    private Redrawing _redrawing = default!;

    [Parameter, EditorRequired]
    public LiveView View { get; set; } = default!;

    /// <summary>As typed; the one in force stands in the view.</summary>
    [Parameter]
    public string? Search { get; set; }

    [Parameter]
    public EventCallback<LiveView> Shown { get; set; }

    [Parameter]
    public EventCallback<string?> Searched { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private bool IsHeld => _pointed || _focused || _scrolled;

    private long NewestKnown => Pulse.Shown.Stream is [var newest, ..] ? newest.Sequence : 0;

    private string Subtitle => View.IsFiltered
        ? $"{_rows.Count} of the newest {Pulse.Shown.Stream.Length}; it waits while you point at it"
        : "Newest first; it waits while you point at it";

    protected override void OnInitialized()
    {
        _redrawing = new Redrawing(InvokeAsync, () =>
        {
            Read();
            StateHasChanged();
        });
        Pulse.Streamed += OnStreamed;
        Pulse.Ticked += OnTicked;
    }

    protected override void OnParametersSet()
    {
        if (View != _drawnView)
            CatchUp();
    }

    // A circuit's browser has drawn a batch when this is called for it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_drawing is { } newest)
            Pulse.Drawn(newest);
        _drawing = null;
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/stream.js"]}");
        await _module.InvokeVoidAsync("watch", _stream, _self);
    }

    public async ValueTask DisposeAsync()
    {
        Pulse.Streamed -= OnStreamed;
        Pulse.Ticked -= OnTicked;
        _self?.Dispose();
        if (_module is null)
            return;
        try
        {
            await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <summary>Told when the top is left and when it is reached again.</summary>
    [JSInvokable]
    public void OnScrolled(bool away)
    {
        _scrolled = away;
        StateHasChanged();
    }

    private void OnStreamed(object? sender, EventArgs e) => _redrawing.Ask();

    // Whoever lets go may do so on the way to the button, so rows do not move in the same moment; and nothing new may come by then.
    private void OnTicked(object? sender, EventArgs e)
    {
        if (!IsHeld && NewestKnown != _newest)
            _redrawing.Ask();
    }

    private void Read()
    {
        if (!IsHeld || _rows.Count == 0)
            CatchUp();
        else
            _waiting = Pulse.Shown.Stream.TakeWhile(row => row.Sequence > _newest).Count(View.Shows);
    }

    private void CatchUp()
    {
        _waiting = 0;
        if (NewestKnown == _newest && View == _drawnView)
            return;
        var stream = Pulse.Shown.Stream;
        (_newest, _drawnView) = (NewestKnown, View);

        // All circuits without a filter show the one list of the snapshot.
        _rows = View.IsFiltered ? [.. stream.Where(View.Shows)] : stream;
        _drawing = stream.IsEmpty ? null : stream[0];
    }

    // The button goes, so the focus moves to what it was pressed for.
    private async Task JumpToNewestAsync()
    {
        CatchUp();
        if (_module is not null)
            await _module.InvokeVoidAsync("toTop", _stream);
    }
}
