using Personalize.Web.Hosting.Stop;

namespace Personalize.Web.Hubs;

/// <summary>Closes the connections of the hub in good order, so that clients come back, elsewhere, with their positions.</summary>
/// <remarks>The framework would tear them all in the moment when the server stops.</remarks>
internal sealed class HubFarewell(LiveConnections connections, TimeProvider time) : IFarewell
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public async Task SayAsync(CancellationToken cancellation)
    {
        foreach (var connection in connections.All)
            connection.RequestClose();
        using var timer = new PeriodicTimer(BetweenLooks, time);
        while (connections.All.Count > 0 && await timer.WaitForNextTickAsync(cancellation))
        {
        }
    }
}
