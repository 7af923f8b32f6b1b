using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>Bound from <c>Personalize:Hub</c>: how much clients of the live hub may take of the server.</summary>
public sealed class LiveHubOptions
{
    public const string Section = "Personalize:Hub";

    /// <summary>Connections of all callers together; what is left of the sockets is for pages. Default 500.</summary>
    [Range(1, 10_000)]
    public int MostConnections { get; set; } = 500;

    /// <summary>Connections of one account or API key. Default 20.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerCaller { get; set; } = 20;

    /// <summary>What one connection may follow at a time: customers, and the overview. Default 100.</summary>
    [Range(1, ChangeSubscription.PendingLimit)]
    public int SubscriptionsPerConnection { get; set; } = 100;

    /// <summary>Activities that are counted for a client that comes back; with more it is told to reload. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MostMissed { get; set; } = 10_000;

    /// <summary>A client that takes nothing for so long while something waits for it is cut off, in seconds. Default 10.</summary>
    [Range(1, 600)]
    public int SlowClientSeconds { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class LiveHubOptionsValidator : IValidateOptions<LiveHubOptions>;
