namespace Personalize.Engine.Ranking;

/// <summary>ln(p / (1 - p)) = intercept + Σ coefficient_j·(x_j - mean_j) / deviation_j.</summary>
/// <param name="Means">By feature.</param>
/// <param name="Deviations">By feature; 0 for one that never varied, which then counts nothing.</param>
/// <param name="Coefficients">By feature, per standard deviation.</param>
internal sealed record LogisticRule(double[] Means, double[] Deviations, double[] Coefficients, double Intercept)
{
    public double Share(int feature, float value) =>
        Deviations[feature] == 0 ? 0 : Coefficients[feature] * ((value - Means[feature]) / Deviations[feature]);

    public double Score(ReadOnlySpan<float> features)
    {
        var score = Intercept;
        for (var at = 0; at < features.Length; at++) score += Share(at, features[at]);
        return score;
    }
}
