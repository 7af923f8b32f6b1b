using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Health.Figures;

/// <summary>
/// Open pages, counted by ourselves: the framework's own count drifts when circuits are paused and resumed
/// (dotnet/aspnetcore#63810).
/// </summary>
internal sealed class CircuitCount
{
    private long _open;
    private long _connected;

    public CircuitCount(IMeterFactory meters)
    {
        var own = new OwnMeter(meters);
        own.Observe("personalize.circuit.open", "{circuit}", "Circuits that are kept, also those whose browser is away", () => Open);
        own.Observe("personalize.circuit.connected", "{circuit}", "Circuits whose browser is there", () => Connected);
    }

    public long Open => Interlocked.Read(ref _open);

    public long Connected => Interlocked.Read(ref _connected);

    public void Opened(int by) => Interlocked.Add(ref _open, by);

    public void ConnectionCame(int by) => Interlocked.Add(ref _connected, by);
}

/// <summary>One circuit's share of the count. Told twice of the same, it counts once.</summary>
internal sealed class CircuitTally(CircuitCount count) : CircuitHandler
{
    private int _isOpen;
    private int _isConnected;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isOpen, 1) == 0)
            count.Opened(1);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isConnected, 1) == 0)
            count.ConnectionCame(1);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isConnected, 0) == 1)
            count.ConnectionCame(-1);
        return Task.CompletedTask;
    }

    public override async Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        await OnConnectionDownAsync(circuit, cancellationToken);
        if (Interlocked.Exchange(ref _isOpen, 0) == 1)
            count.Opened(-1);
    }
}
