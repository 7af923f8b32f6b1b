using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Personalize.Web.Shell.Charts;

/// <summary>Draws in the browser and sends it new points only; it renders again for its table twin alone.</summary>
public sealed partial class PzChart : IAsyncDisposable
{
    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private ChartFigures? _drawn;
    private string? _name;
    private bool _asTable;
    private bool _tableToggled;
    private bool _sending;

    /// <summary>What it shows, for people who cannot see it.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public ChartFigures Figures { get; set; } = default!;

    [Parameter]
    public string? Class { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    protected override Task OnParametersSetAsync() => SendAsync();

    protected override bool ShouldRender()
    {
        var worth = _asTable || _tableToggled || Name != _name;
        (_tableToggled, _name) = (false, Name);
        return worth;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var first = Figures;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/chart.js"]}");
        _chart = await _module.InvokeAsync<IJSObjectReference>(
            "draw", _canvas, new Uri(Assets["lib/echarts/echarts.esm.min.js"], UriKind.Relative).ToString(), first);
        _drawn = first;
        await SendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its chart with it.
        }
    }

    private void ToggleTable() => (_asTable, _tableToggled) = (!_asTable, true);

    // While a message is under way newer figures wait in the parameter: the newest wins, none queue up.
    private async Task SendAsync()
    {
        if (_chart is null || _sending)
            return;
        _sending = true;
        try
        {
            while (!ReferenceEquals(_drawn, Figures))
            {
                var next = Figures;
                var delta = ChartDelta.Between(_drawn!, next);
                if (delta is null)
                    await _chart.InvokeVoidAsync("replace", next);
                else if (!delta.IsNothing)
                    await _chart.InvokeVoidAsync("append", delta);
                _drawn = next;
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Nobody is left to draw for.
        }
        finally
        {
            _sending = false;
        }
    }
}
