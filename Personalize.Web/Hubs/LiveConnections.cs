using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Personalize.Web.Access;

namespace Personalize.Web.Hubs;

/// <summary>All clients of the hub that are connected, and how many there may be.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class LiveConnections(LiveSources sources, IHubContext<LiveHub> hub, ILogger<LiveConnection> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveConnection> _open = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    public IReadOnlyList<LiveConnection> All
    {
        get
        {
            lock (_gate)
                return [.. _open.Values];
        }
    }

    /// <exception cref="HubException">There are too many, of this caller or of all.</exception>
    public LiveConnection Open(HubCallerContext caller)
    {
        lock (_gate)
        {
            RequireRoom(caller);
            var connection = new LiveConnection(caller.User!, hub.Clients.Client(caller.ConnectionId), caller.Abort, () => caller.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose(), sources, log);
            _open.Add(caller.ConnectionId, connection);
            return connection;
        }
    }

    /// <exception cref="HubException">It is closed.</exception>
    public LiveConnection Of(HubCallerContext caller)
    {
        lock (_gate)
            return _open.GetValueOrDefault(caller.ConnectionId) ?? throw HubProblem.Of("closed", "The connection is closed.");
    }

    public async Task CloseAsync(HubCallerContext caller)
    {
        if (Take(caller.ConnectionId) is { } connection)
            await connection.DisposeAsync();
    }

    private LiveConnection? Take(string id)
    {
        lock (_gate)
        {
            var connection = _open.GetValueOrDefault(id);
            _open.Remove(id);
            return connection;
        }
    }

    private void RequireRoom(HubCallerContext caller)
    {
        var (all, own) = (sources.Options.MostConnections, sources.Options.ConnectionsPerCaller);
        if (_open.Count >= all)
            throw HubProblem.Of("overloaded", $"The server keeps at most {all} connections. Come again later.");
        if (_open.Values.Count(connection => ActorClaims.IsSame(connection.Caller, caller.User!)) >= own)
            throw HubProblem.Of("too_many_connections", $"One caller keeps at most {own} connections. Close another, or follow more by one.");
    }
}
