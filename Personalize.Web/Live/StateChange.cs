using System.Collections.Immutable;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

/// <summary>How activities change what is known of a customer. Pure.</summary>
internal static class StateChange
{
    /// <returns>The same instance when the state had seen all of the activities already.</returns>
    public static CustomerState Add(CustomerState state, IReadOnlyList<RecentActivity> activities)
    {
        var fresh = activities.Where(one => one.Sequence > state.Position).ToImmutableArray();
        if (fresh.IsEmpty) return state;
        return state with
        {
            EngagementMass = state.EngagementMass + fresh.Sum(one => one.EngagementMass),
            ActivityCount = state.ActivityCount + fresh.Length,
            Bought = state.Bought.Union(fresh
                .Where(one => one is { Kind: ActivityKind.Purchase, ItemId: not null })
                .Select(one => one.ItemId!.Value)),
            Recent = Newest(state.Recent, fresh),
            Position = fresh.Max(one => one.Sequence),
        };
    }

    private static ImmutableArray<RecentActivity> Newest(
        ImmutableArray<RecentActivity> known, ImmutableArray<RecentActivity> fresh) =>
    [
        .. known.Concat(fresh)
            .OrderByDescending(one => one.OccurredAt)
            .ThenByDescending(one => one.Sequence)
            .Take(LiveState.RecentLimit),
    ];
}
