using Microsoft.JSInterop;

namespace Personalize.Web.Shell;

/// <summary>What the browser told once, when the shell started.</summary>
/// <param name="TimeZone">IANA name.</param>
public sealed record BrowserFacts(bool Dark, string TimeZone);

/// <summary>The person in front of this circuit's browser: theme, time zone, whether the tab is visible.</summary>
public sealed class Viewer(IJSRuntime browser) : IAsyncDisposable
{
    private DotNetObjectReference<Viewer>? _self;
    private IJSObjectReference? _shell;

    /// <summary>Theme or visibility changed; raised on the circuit's own context.</summary>
    public event EventHandler? Changed;

    /// <summary>What is done when the person uses the page; told by the browser every half minute at most.</summary>
    public Func<Task>? WhenUsed { get; set; }

    public bool IsReady { get; private set; }

    public bool IsDark { get; private set; }

    /// <summary>False once the tab has been hidden for a while: nobody looks, so nothing need be sent.</summary>
    public bool IsVisible { get; private set; } = true;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task StartAsync(string script)
    {
        _self = DotNetObjectReference.Create(this);
        _shell = await browser.InvokeAsync<IJSObjectReference>("import", script);
        var facts = await _shell.InvokeAsync<BrowserFacts>("start", _self);
        IsDark = facts.Dark;
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(facts.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        IsReady = true;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public async Task ToggleThemeAsync()
    {
        IsDark = !IsDark;
        Changed?.Invoke(this, EventArgs.Empty);
        if (_shell is not null)
            await _shell.InvokeVoidAsync("chooseTheme", IsDark);
    }

    public ValueTask FocusHeadingAsync() => _shell?.InvokeVoidAsync("focusHeading") ?? ValueTask.CompletedTask;

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    [JSInvokable]
    public void OnSystemTheme(bool dark)
    {
        IsDark = dark;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    [JSInvokable]
    public Task OnUsed() => WhenUsed?.Invoke() ?? Task.CompletedTask;

    [JSInvokable]
    public void OnVisibility(bool visible)
    {
        IsVisible = visible;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_shell is not null)
        {
            try
            {
                await _shell.DisposeAsync();
            }
            catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
            {
                // The browser is gone, and its module with it.
            }
        }
    }
}
