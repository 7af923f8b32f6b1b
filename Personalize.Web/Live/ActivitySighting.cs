using Personalize.Data.Activities;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

/// <summary>What the overview keeps of a stored activity.</summary>
/// <param name="RecommendationId">The list that its sender says it came from.</param>
/// <param name="ToCommit">From the offer to the answer of the database; null when it was read back from the tables.</param>
internal readonly record struct ActivitySighting(
    long Sequence, int CustomerId, string CustomerKey, int? ItemId, ActivityKind Kind, DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt, string Source, Guid? RecommendationId, TimeSpan? ToCommit)
{
    /// <summary>Older than this at its arrival, an activity tells of the past, not of what goes on now.</summary>
    private static readonly TimeSpan HistoryAge = TimeSpan.FromMinutes(30);

    public bool IsHistory => RecordedAt - OccurredAt > HistoryAge;

    public double EngagementWeight => ActivityWeights.Specification.Of(Kind);

    public static ActivitySighting Of(NewActivity activity, long sequence, string customerKey, TimeSpan toCommit) => new(
        sequence, activity.CustomerId, customerKey, activity.ItemId, activity.Kind, activity.OccurredAt,
        activity.RecordedAt, activity.Source, activity.RecommendationId, toCommit);
}
