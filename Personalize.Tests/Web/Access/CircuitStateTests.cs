using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Tests.Web.Access;

public sealed class CircuitStateTests : IAsyncDisposable
{
    // Shorter than the time after which each circuit looks by itself.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(15);
    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_open_page_of_somebody_switched_off_is_nobodys_at_once()
    {
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        using var state = await OpenAsync(person);
        var changed = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        state.AuthenticationStateChanged += async now => changed.TrySetResult(await now);

        await DisableAsync(person);

        Assert.False((await changed.Task.WaitAsync(AtOnce, Cancel)).User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task Other_peoples_pages_stay_open()
    {
        var person = await _app.PrincipalAsync(AccountRole.Analyst);
        using var state = await OpenAsync(await _app.PrincipalAsync(AccountRole.Analyst));

        await DisableAsync(person);

        Assert.True((await state.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    private async Task<CircuitState> OpenAsync(ClaimsPrincipal person)
    {
        var state = new CircuitState(NullLoggerFactory.Instance, _app.Get<Standing>());
        state.SetAuthenticationState(Task.FromResult(new AuthenticationState(person)));
        await new CircuitWatch(_app.Get<Standing>(), state).OnCircuitOpenedAsync(null!, Cancel);
        return state;
    }

    private async Task DisableAsync(ClaimsPrincipal person) => Assert.IsType<AccountChange.Saved>(
        await _app.Get<AccountEditor>().DisableAsync(PersonalizeApp.Tester, ActorClaims.IdOf(person)!.Value, Cancel));
}
