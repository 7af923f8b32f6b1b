using Personalize.Engine.Evaluation;

namespace Personalize.Web.Models;

/// <summary>One mean minus another, with the interval that follows from the two intervals alone.</summary>
/// <remarks>
/// Zou &amp; Donner 2008 (MOVER): the distances from mean to end add up as squares. It takes the two means for independent.
/// Of the same customers they rise and fall together, so a difference that is sure here is sure all the more when paired.
/// </remarks>
internal readonly record struct FigureDifference(double Mean, double Low95, double High95)
{
    /// <returns>Null where one of the two is missing or has no interval.</returns>
    public static FigureDifference? Between(MetricSummary? one, MetricSummary? other)
    {
        if (one is null || other is null) return null;
        var mean = one.Mean - other.Mean;
        var low = mean - double.Hypot(one.Mean - one.Low95, other.High95 - other.Mean);
        var high = mean + double.Hypot(one.High95 - one.Mean, other.Mean - other.Low95);
        return double.IsFinite(low) && double.IsFinite(high) ? new(mean, low, high) : null;
    }
}
