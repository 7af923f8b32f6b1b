using System.Diagnostics.Metrics;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Hubs;

/// <summary>Figures to watch about clients of the live hub.</summary>
internal sealed class HubMeters(IMeterFactory meters)
{
    /// <summary>It took nothing for longer than a client may.</summary>
    public const string Slow = "slow";

    /// <summary>Its caller may no more.</summary>
    public const string Revoked = "revoked";

    private readonly Counter<long> _messages = new OwnMeter(meters).Count(
        "personalize.hub.messages", "{message}", "Messages told to clients, by name");

    private readonly Counter<long> _cut = new OwnMeter(meters).Count(
        "personalize.hub.cut", "{connection}", "Connections that the server ended, by reason");

    /// <param name="message">One of the names in <see cref="LiveMessages"/>' file: two words in all.</param>
    public void Told(string message) => _messages.Add(1, new KeyValuePair<string, object?>("message", message));

    public void Cut(string reason) => _cut.Add(1, new KeyValuePair<string, object?>("reason", reason));
}

/// <summary>Apart from the others, as connections themselves count messages.</summary>
internal sealed class HubGauges
{
    public HubGauges(IMeterFactory meters, LiveConnections connections) => new OwnMeter(meters).Observe(
        "personalize.hub.connections", "{connection}", "Clients of the live hub", () => connections.Count);
}
