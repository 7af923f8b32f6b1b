using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ranking;

/// <summary>Mean and standard deviation of each feature; a feature that never varies counts 0.</summary>
internal sealed class Standardisation(double[] means, double[] deviations)
{
    public static Standardisation Of(RankingRows rows, TrainingRun run)
    {
        var means = Sums(rows, run, static (value, _) => value, new double[rows.FeatureCount]);
        for (var at = 0; at < means.Length; at++) means[at] /= rows.Count;
        var deviations = Sums(rows, run, static (value, mean) => (value - mean) * (value - mean), means);
        for (var at = 0; at < deviations.Length; at++)
        {
            deviations[at] = Math.Sqrt(deviations[at] / rows.Count);
            // What is left of rounding where all values are equal.
            if (deviations[at] <= 1e-9 * Math.Abs(means[at])) deviations[at] = 0;
        }
        return new Standardisation(means, deviations);
    }

    /// <param name="values">Receives the standardised features, and a 1 for the intercept.</param>
    public void Apply(ReadOnlySpan<float> features, Span<double> values)
    {
        for (var at = 0; at < features.Length; at++) values[at] = deviations[at] == 0 ? 0 : (features[at] - means[at]) / deviations[at];
        values[features.Length] = 1;
    }

    public LogisticRule Rule(double[] weights) => new(means, deviations, weights[..^1], weights[^1]);

    private static double[] Sums(RankingRows rows, TrainingRun run, Func<double, double, double> term, double[] means)
    {
        var parts = new double[rows.BlockCount][];
        FixedBlocks.Run(parts.Length, run, block =>
        {
            var (first, end) = rows.Block(block);
            var sums = parts[block] = new double[means.Length];
            for (var row = first; row < end; row++)
            {
                var features = rows.Row(row);
                for (var at = 0; at < sums.Length; at++) sums[at] += term(features[at], means[at]);
            }
        });
        var whole = new double[means.Length];
        foreach (var part in parts)
        {
            for (var at = 0; at < whole.Length; at++) whole[at] += part[at];
        }
        return whole;
    }
}
