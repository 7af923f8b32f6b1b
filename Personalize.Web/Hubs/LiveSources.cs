using Microsoft.Extensions.Options;
using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>Where connections learn what there is to tell.</summary>
internal sealed class LiveSources(
    ChangeFeed feed, LiveOverview overview, IMissedReader missed, IOptions<LiveHubOptions> options, HubMeters meters, TimeProvider time)
{
    public ChangeFeed Feed => feed;

    public LiveOverview Overview => overview;

    public IMissedReader Missed => missed;

    public LiveHubOptions Options => options.Value;

    public HubMeters Meters => meters;

    public TimeProvider Time => time;
}
