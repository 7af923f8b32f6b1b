namespace Personalize.Engine.Evaluation;

/// <summary>What one model's lists were worth, customer by customer.</summary>
/// <param name="Values">By metric and customer; NaN where it is undefined for the customer, throughout for metrics of all lists.</param>
/// <param name="OfAllLists">By metric; NaN for metrics that have a value per customer.</param>
/// <param name="Lists">By customer: item numbers, best first.</param>
public sealed record RankingResult(
    string Model, IReadOnlyList<RankingMetric> Metrics, double[][] Values, double[] OfAllLists, int[][] Lists);
