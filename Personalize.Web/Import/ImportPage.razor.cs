using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Personalize.Data.Spreadsheets;

namespace Personalize.Web.Import;

/// <summary>Brings a file to the server over plain HTTP; the circuit only hears how far it is.</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<ImportPage>? _self;
    private IJSObjectReference? _upload;
    private Sending? _sending;
    private Refusal? _refusal;
    private Guid? _known;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The upload's own limits: telling before sending saves a minute.</summary>
    [Inject]
    private SpreadsheetLimits Limits { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await using var module = await Browser.InvokeAsync<IJSObjectReference>("import", _gone.Token, $"./{Assets["js/upload.js"]}");
        _upload = await module.InvokeAsync<IJSObjectReference>("attach", _gone.Token, _self, Limits.MaxFileBytes);
    }

    /// <param name="bytesPerSecond">0 while unknown.</param>
    [JSInvokable]
    public void OnSending(string fileName, long sent, long total, double bytesPerSecond)
    {
        (_refusal, _known) = (null, null);
        _sending = new Sending(fileName, sent, total, bytesPerSecond);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnCancelled()
    {
        _sending = null;
        StateHasChanged();
    }

    [JSInvokable]
    public void OnRefused(string title, string detail)
    {
        _sending = null;
        _refusal = new Refusal(title, detail);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnAccepted(Guid import, bool isKnown)
    {
        _sending = null;
        if (isKnown)
        {
            _known = import;
            StateHasChanged();
            return;
        }

        Navigation.NavigateTo($"/import/{import}");
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        try
        {
            if (_upload is not null)
            {
                await _upload.InvokeVoidAsync("dispose");
                await _upload.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the upload with it.
        }
        _self?.Dispose();
    }

    private async Task CancelAsync()
    {
        if (_upload is not null)
            await _upload.InvokeVoidAsync("cancel");
    }

    private async Task ImportAgainAsync()
    {
        _known = null;
        if (_upload is not null)
            await _upload.InvokeVoidAsync("sendAgain");
    }

    private sealed record Refusal(string Title, string Detail);
}
