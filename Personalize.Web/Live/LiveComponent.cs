using Microsoft.AspNetCore.Components;

namespace Personalize.Web.Live;

/// <summary>A component that follows the change feed. Derived pages say what interests them and how they reload.</summary>
/// <remarks>
/// The first call of <see cref="ReloadAsync"/> comes right after the first render, with <see cref="ChangeSet.Everything"/>:
/// that is the initial load. Prerendering never subscribes. Fields may be changed freely in <see cref="ReloadAsync"/>,
/// which runs on the circuit's own context and is followed by a render; exceptions go to the error boundary.
/// </remarks>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Task _listening = Task.CompletedTask;

    protected LiveComponent() => Leaving = _leaving.Token;

    [Inject]
    public required ChangeFeed Feed { get; set; }

    /// <summary>Cancelled when the component goes away.</summary>
    protected CancellationToken Leaving { get; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _listening;
        _leaving.Dispose();
        await LeaveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the change matters here. Runs on the publisher's thread: cheap, pure, no services.</summary>
    protected abstract bool Interested(CustomerChanged change);

    /// <summary>Fetches anew what the set says is out of date. Also called for changes that concern everybody.</summary>
    protected abstract Task ReloadAsync(ChangeSet changes, CancellationToken cancellation);

    /// <summary>What else must be released; runs after the last reload has ended.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <summary>Sealed, so that no page can forget to subscribe; use <c>OnAfterRenderAsync</c> for more.</summary>
    protected sealed override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !Leaving.IsCancellationRequested) _listening = ListenAsync();
    }

    private async Task ListenAsync()
    {
        try
        {
            await using var subscription = Feed.Subscribe(Interested);
            await foreach (var set in subscription.ReadAllAsync(Leaving))
            {
                await InvokeAsync(async () =>
                {
                    await ReloadAsync(set, Leaving);
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }
}
