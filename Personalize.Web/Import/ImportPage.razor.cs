using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Personalize.Data.Spreadsheets;
using Personalize.Web.Shell;

namespace Personalize.Web.Import;

/// <summary>Brings a file to the server over plain HTTP; the circuit only hears how far it is.</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<ImportPage>? _self;
    private IJSObjectReference? _upload;
    private Sending? _sending;
    private Refusal? _refusal;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The upload's own limits: telling before sending saves a minute.</summary>
    [Inject]
    private SpreadsheetLimits Limits { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

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
        _refusal = null;
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
        if (isKnown)
            Toasts.Show("This very file was imported before. Nothing in it is new; here is what came of it then.");
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

    private sealed record Refusal(string Title, string Detail);
}

/// <summary>A file on its way to the server.</summary>
public sealed record Sending(string FileName, long Sent, long Total, double BytesPerSecond)
{
    public double Fraction => Total == 0 ? 0 : (double)Sent / Total;

    public TimeSpan? Remaining => BytesPerSecond > 0 ? TimeSpan.FromSeconds((Total - Sent) / BytesPerSecond) : null;
}
