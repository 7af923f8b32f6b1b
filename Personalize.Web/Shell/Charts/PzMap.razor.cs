using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Personalize.Web.Shell.Charts;

/// <summary>Draws in the browser; figures are sent whole, as they change seldom.</summary>
public sealed partial class PzMap : IAsyncDisposable
{
    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private MapFigures? _drawn;
    private bool _asTable;
    private bool _sending;

    /// <summary>What it shows, for people who cannot see it.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public MapFigures Figures { get; set; } = default!;

    /// <summary>What a point is: heads its column of the table.</summary>
    [Parameter, EditorRequired]
    public string PointHeader { get; set; } = "";

    /// <summary>What a group is.</summary>
    [Parameter, EditorRequired]
    public string GroupHeader { get; set; } = "";

    [Parameter]
    public string? Class { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    protected override Task OnParametersSetAsync() => SendAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var first = Figures;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/chart.js"]}");
        _chart = await _module.InvokeAsync<IJSObjectReference>(
            "drawMap", _canvas, new Uri(Assets["lib/echarts/echarts.esm.min.js"], UriKind.Relative).ToString(), first);
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

    private static string Place(double value) => value.ToString("0.000", CultureInfo.CurrentCulture);

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
                await _chart.InvokeVoidAsync("replace", next);
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
