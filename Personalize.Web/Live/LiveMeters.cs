using System.Diagnostics.Metrics;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Live;

/// <summary>Figures to watch behind the open pages.</summary>
internal sealed class LiveMeters
{
    public LiveMeters(IMeterFactory meters, ChangeFeed feed, LiveState states)
    {
        var own = new OwnMeter(meters);
        own.Observe("personalize.live.customers", "{customer}", "Customers whose state is kept in memory", () => states.CustomerCount);
        own.Observe("personalize.feed.subscribers", "{subscriber}", "Readers of the change feed", () => feed.SubscriberCount);
        own.ObserveCount("personalize.feed.published", "{change}", "Changes told to the feed", () => feed.Published);
        own.ObserveCount(
            "personalize.feed.collapses", "{mailbox}", "Times a reader fell so far behind that it was told to reload all", () => feed.Collapses);
    }
}
