using Personalize.Engine.Interactions;

namespace Personalize.Engine.Engagement;

/// <summary>One activity as the engagement formula sees it.</summary>
public readonly record struct TimedActivity(ActivityKind Kind, DateTimeOffset At);

/// <summary>The specification's engagement sum, written out: Σ w(kind)·e^(-λ·age). The live path reaches the same number by <see cref="ForwardDecay"/>.</summary>
/// <remarks>An age is never negative: what lies in the future counts as now. O(activities); kept as the yardstick of the fast path.</remarks>
public static class SpecificationEngagement
{
    /// <summary>The sum with ages in fractional days.</summary>
    /// <param name="ratePerDay">λ in 1/day, 0 or more; the specification says 0.1.</param>
    /// <returns>0 for no activities.</returns>
    public static double Score(
        IEnumerable<TimedActivity> activities, ActivityWeights weights, double ratePerDay, DateTimeOffset now) =>
        Sum(activities, weights, ratePerDay, now, static days => days);

    /// <summary>The sum as the specification's sample computes it, with ages cut to whole days: 23 h 59 min count as nothing.</summary>
    /// <inheritdoc cref="Score"/>
    public static double ScoreTruncated(
        IEnumerable<TimedActivity> activities, ActivityWeights weights, double ratePerDay, DateTimeOffset now) =>
        Sum(activities, weights, ratePerDay, now, Math.Floor);

    private static double Sum(
        IEnumerable<TimedActivity> activities, ActivityWeights weights, double ratePerDay, DateTimeOffset now, Func<double, double> rounded)
    {
        if (!(ratePerDay >= 0) || double.IsInfinity(ratePerDay))
            throw new ArgumentOutOfRangeException(nameof(ratePerDay), ratePerDay, "A decay rate is finite and 0 or more.");
        var score = 0d;
        foreach (var activity in activities)
        {
            var days = Math.Max(0, (now - activity.At).TotalDays);
            score += weights.Of(activity.Kind) * Math.Exp(-ratePerDay * rounded(days));
        }
        return score;
    }
}
