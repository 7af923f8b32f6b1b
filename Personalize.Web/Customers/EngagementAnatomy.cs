using Personalize.Engine.Engagement;
using Personalize.Web.Live;

namespace Personalize.Web.Customers;

/// <summary>An engagement value taken apart: what each listed activity adds now, and what the older ones add together.</summary>
/// <param name="Value">Raw decayed engagement at <paramref name="At"/>, ≥ 0.</param>
/// <param name="Listed">Largest contribution first.</param>
/// <param name="Older">Value minus the listed contributions.</param>
/// <param name="OlderCount">Activities behind <paramref name="Older"/>.</param>
public sealed record EngagementAnatomy(
    DateTimeOffset At, double Value, IReadOnlyList<EngagementShare> Listed, double Older, long OlderCount)
{
    public long ActivityCount => Listed.Count + OlderCount;

    public static EngagementAnatomy Of(CustomerState state, ForwardDecay decay, DateTimeOffset now, int listed)
    {
        var value = decay.ValueOf(state.EngagementMass, now);
        var shares = state.Recent
            .Select(activity => EngagementShare.Of(activity, decay, now))
            .OrderByDescending(share => share.Contribution)
            .Take(listed)
            .ToArray();
        return new(
            now, value, shares,
            Older: value - shares.Sum(share => share.Contribution),
            OlderCount: Math.Max(0, state.ActivityCount - shares.Length));
    }
}

/// <summary>One activity's part: <c>Contribution = Weight × Decay</c>.</summary>
/// <param name="Weight">What it added when it happened.</param>
/// <param name="Decay">What is left of it, in (0, 1] for the past.</param>
public sealed record EngagementShare(RecentActivity Activity, double Weight, double Decay, double Contribution)
{
    public static EngagementShare Of(RecentActivity activity, ForwardDecay decay, DateTimeOffset now)
    {
        var weight = decay.ValueOf(activity.EngagementMass, activity.OccurredAt);
        var left = Math.Exp(-decay.RatePerDay * (now - activity.OccurredAt).TotalDays);
        return new(activity, weight, left, weight * left);
    }
}
