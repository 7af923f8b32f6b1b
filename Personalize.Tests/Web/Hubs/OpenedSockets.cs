using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace Personalize.Tests.Web.Hubs;

/// <summary>The sockets that a client opened, one after the other.</summary>
internal sealed class OpenedSockets
{
    private readonly ConcurrentStack<WebSocket> _sockets = new();

    public int Count => _sockets.Count;

    public void Opened(WebSocket socket) => _sockets.Push(socket);

    /// <summary>As when a cable is pulled.</summary>
    public void TearNewest()
    {
        Assert.True(_sockets.TryPeek(out var newest));
        newest.Abort();
    }
}
