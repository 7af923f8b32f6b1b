using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Personalize.Web.Access;

/// <summary>Closes open pages to people at once when their account changes.</summary>
/// <remarks>Of circuits only: a request that changes its own account has its answer to give first.</remarks>
internal sealed class CircuitWatch(Standing standing, CircuitState state) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        standing.AccountChanged += Look;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        standing.AccountChanged -= Look;
        return Task.CompletedTask;
    }

    private void Look(object? sender, int account) => _ = state.LookAgainAsync(account);
}
