namespace Personalize.Engine.Evaluation;

/// <summary>How far a mean over customers may be off: percentile bootstrap, paired across all columns.</summary>
/// <remarks>
/// Each resample draws as many customers as there are, with replacement, once for all columns: so the difference of two
/// models is resampled on the same customers. Draws come from one stream per resample, so the result does not depend on
/// threads. Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 8 and 13.
/// </remarks>
public static class Bootstrap
{
    public const int DefaultResamples = 2000;

    /// <param name="columns">Every column has one pair per customer; the mean of a column is Σ sum / Σ weight.</param>
    /// <param name="resamples">1 or more.</param>
    /// <returns>By column: its mean in every resample; NaN where the weights of a resample are all 0.</returns>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <remarks>O(resamples · customers · columns).</remarks>
    public static double[][] Means(IReadOnlyList<BootstrapColumn> columns, int resamples, int seed, int threads, CancellationToken cancellation)
    {
        var customers = columns.Count == 0 ? 0 : columns[0].Count;
        if (columns.Any(column => column.Count != customers))
            throw new ArgumentException($"Columns have {string.Join(", ", columns.Select(column => column.Count))} customers; give one pair per customer.", nameof(columns));
        var means = new double[columns.Count][];
        for (var column = 0; column < means.Length; column++) means[column] = new double[resamples];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, resamples, limits, () => new int[customers], (resample, _, times) =>
        {
            Draw(RandomStream.Of(seed, RandomUse.Bootstrap, resample), times);
            for (var column = 0; column < means.Length; column++) means[column][resample] = columns[column].Mean(times);
            return times;
        }, static _ => { });
        return means;
    }

    /// <summary>The middle 95 % of resampled values, interpolated between neighbours.</summary>
    /// <returns>NaN for none, or where any is NaN.</returns>
    public static (double Low, double High) Middle95(ReadOnlySpan<double> resampled)
    {
        var sorted = resampled.ToArray();
        Array.Sort(sorted);
        // NaN sorts first.
        return sorted.Length == 0 || double.IsNaN(sorted[0]) ? (double.NaN, double.NaN) : (Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    private static void Draw(Random random, int[] times)
    {
        Array.Clear(times);
        for (var draw = 0; draw < times.Length; draw++) times[random.Next(times.Length)]++;
    }
}
