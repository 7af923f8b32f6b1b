namespace Personalize.Engine.Evaluation;

/// <summary>One figure with how sure it is.</summary>
/// <param name="Mean">NaN when nobody has a value.</param>
/// <param name="Low95">Lower end of the percentile bootstrap over customers; NaN for figures of all lists together, which have no value per customer.</param>
/// <param name="High95">Its upper end.</param>
/// <param name="Count">Customers, or ratings, behind the mean.</param>
/// <param name="Undefined">Customers left out because the metric says nothing of them; reported, never hidden.</param>
public sealed record MetricSummary(string Metric, double Mean, double Low95, double High95, int Count, int Undefined);

/// <summary>One model minus another on the same customers.</summary>
/// <param name="Low95">The difference is real at this level where 0 is not between the ends.</param>
public sealed record PairedDifference(string Metric, string Model, string Against, double Mean, double Low95, double High95);
