using System.Runtime.InteropServices;
using Personalize.Web.Live;

namespace Personalize.Web.Activities;

/// <summary>Carries committed activities to the live side: states first, then the feed, then the overview.</summary>
internal sealed partial class StoredActivities(
    LiveState states, ChangeFeed feed, LiveOverview overview, TimeProvider time, ILogger<StoredActivities> log)
{
    /// <param name="sequences">Parallel to <paramref name="batch"/>; 0 for a duplicate.</param>
    public void Tell(IReadOnlyList<PendingActivity> batch, IReadOnlyList<long> sequences, Attempt attempt)
    {
        Dictionary<int, CustomerNews> news = [];
        for (var index = 0; index < batch.Count; index++)
        {
            var pending = batch[index];
            ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(news, pending.Activity.CustomerId, out _);
            of ??= new CustomerNews();
            of.Add(pending.Activity, sequences[index], attempt);
        }

        foreach (var (customerId, of) in news) Tell(customerId, of);
        Show(batch, sequences);
    }

    private void Tell(int customerId, CustomerNews news)
    {
        if (news.Aspects == Aspects.None) return;
        try
        {
            if (!news.MustReload)
            {
                states.Apply(customerId, news.Activities);
                feed.Publish(new CustomerChanged(customerId, news.Aspects));
                return;
            }
        }
        catch (Exception problem)
        {
            // It is committed: whatever went wrong here, the next reader gets it from the tables.
            LogApplyFailed(customerId, problem);
        }

        states.Drop(customerId, news.Aspects);
    }

    private void Show(IReadOnlyList<PendingActivity> batch, IReadOnlyList<long> sequences)
    {
        try
        {
            var sightings = new List<ActivitySighting>(batch.Count);
            for (var index = 0; index < batch.Count; index++)
            {
                if (sequences[index] == 0) continue;
                sightings.Add(ActivitySighting.Of(
                    batch[index].Activity, sequences[index], batch[index].CustomerKey, time.GetElapsedTime(batch[index].OfferedAt)));
            }

            overview.RecordStored(sightings);
        }
        catch (Exception problem)
        {
            LogOverviewFailed(problem);
        }
    }

    [LoggerMessage(204, LogLevel.Error, "The overview could not take a batch; its figures miss these activities")]
    private partial void LogOverviewFailed(Exception problem);

    [LoggerMessage(203, LogLevel.Error, "Live state of customer {CustomerId} could not take its activities; it will be loaded afresh")]
    private partial void LogApplyFailed(int customerId, Exception problem);
}
