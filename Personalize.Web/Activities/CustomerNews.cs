using Personalize.Data.Activities;
using Personalize.Web.Live;

namespace Personalize.Web.Activities;

/// <summary>What one batch brought for one customer.</summary>
internal sealed class CustomerNews
{
    private readonly List<RecentActivity> _activities = [];

    public IReadOnlyList<RecentActivity> Activities => _activities;

    public Aspects Aspects { get; private set; }

    /// <summary>
    /// A commit whose answer was lost makes its retry look like duplicates, which the live state has never seen.
    /// </summary>
    public bool MustReload { get; private set; }

    public void Add(NewActivity activity, long sequence, Attempt attempt)
    {
        var isDuplicate = sequence == 0;
        if (isDuplicate && attempt == Attempt.First) return;

        Aspects |= Aspects.Engagement | Aspects.Recommendations;
        if (activity.Text is not null) Aspects |= Aspects.Sentiment;
        MustReload |= isDuplicate;
        if (isDuplicate) return;
        _activities.Add(new RecentActivity(
            sequence, activity.ItemId, activity.Kind, activity.Value, activity.Text, activity.OccurredAt, activity.EngagementMass));
    }
}
