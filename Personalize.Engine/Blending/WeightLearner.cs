using Personalize.Engine.Evaluation;

namespace Personalize.Engine.Blending;

/// <summary>Learns the weights of a hybrid from what customers chose later.</summary>
/// <remarks>
/// First the least listwise log-loss over factors v ≥ 0, a convex problem, by projected gradient descent; v / Σ v are weights.
/// Then single weights are moved while that raises what lists are for, (NDCG@10 + Recall@20) / 2. The result replaces the usual
/// weights only where its gain over them is above 0 with 95 % confidence, paired by customer.
/// </remarks>
internal static class WeightLearner
{
    /// <summary>Weights are whole hundredths, as people see them.</summary>
    private const int Whole = 100;

    private const int MostRounds = 100;
    private const double LeastProgress = 1e-6;

    // From the start until they say nothing more.
    private static readonly int[] Steps = [20, 10, 5, 2];

    /// <param name="usual">The weights to beat; each 0 or more, sum 1.</param>
    public static LearntWeights Learn(IReadOnlyList<WeightCase> cases, IReadOnlyList<double> usual, TrainingRun run)
    {
        var descended = Hundredths(Descend(cases, usual.Count, run));
        var start = Hundredths([.. usual]);
        var climbed = Climb(cases, Mean(Gains(cases, descended, run)) > Mean(Gains(cases, start, run)) ? descended : start, run);
        var (before, after) = (Gains(cases, start, run), Gains(cases, climbed, run));
        var means = Bootstrap.Means(
            [BootstrapColumn.OfValues([.. after.Zip(before, static (one, other) => one - other)])], Bootstrap.DefaultResamples, run.Seed, run.MaxParallelism, run.Cancellation);
        var (low, high) = Bootstrap.Middle95(means[0]);
        return new LearntWeights(Shares(low > 0 ? climbed : start), low > 0, Mean(before), Mean(after), low, high, cases.Count);
    }

    /// <summary>v that minimise the mean loss.</summary>
    internal static double[] Descend(IReadOnlyList<WeightCase> cases, int parts, TrainingRun run)
    {
        var factors = new double[parts];
        Array.Fill(factors, 5d / parts);
        var (loss, gradient) = Loss(cases, factors, run);
        var rate = 10d;
        for (var round = 0; round < MostRounds && rate > LeastProgress; round++)
        {
            var moved = new double[parts];
            for (var part = 0; part < parts; part++) moved[part] = Math.Max(0, factors[part] - rate * gradient[part]);
            var (found, next) = Loss(cases, moved, run);
            if (found >= loss)
            {
                rate /= 2;
                continue;
            }
            var gained = loss - found;
            (factors, loss, gradient, rate) = (moved, found, next, rate * 1.3);
            if (gained < LeastProgress) break;
        }
        return factors.Sum() > 0 ? factors : [.. Enumerable.Repeat(1d, parts)];
    }

    // Every weight in turn takes a step from all others in proportion, or gives one, as long as that helps.
    private static int[] Climb(IReadOnlyList<WeightCase> cases, int[] start, TrainingRun run)
    {
        var (best, gain) = (start, Mean(Gains(cases, start, run)));
        foreach (var step in Steps)
        {
            for (var improved = true; improved;)
            {
                improved = false;
                for (var part = 0; part < start.Length; part++)
                {
                    foreach (var change in (int[])[step, -step])
                    {
                        var tried = Moved(best, part, change);
                        var found = Mean(Gains(cases, tried, run));
                        if (found <= gain + LeastProgress) continue;
                        (best, gain, improved) = (tried, found, true);
                    }
                }
            }
        }
        return best;
    }

    internal static int[] Moved(int[] hundredths, int part, int change)
    {
        var weights = Array.ConvertAll(hundredths, static weight => (double)weight);
        var target = Math.Clamp(weights[part] + change, 0, Whole);
        var others = Whole - weights[part];
        for (var other = 0; other < weights.Length; other++)
            if (other != part) weights[other] = others > 0 ? weights[other] * (Whole - target) / others : (Whole - target) / (weights.Length - 1);
        weights[part] = target;
        return Hundredths(weights);
    }

    /// <summary>Proportions in whole hundredths that add up to 100: the largest remainders are rounded up, ties by position.</summary>
    internal static int[] Hundredths(double[] proportions)
    {
        var sum = proportions.Sum();
        var exact = Array.ConvertAll(proportions, value => Whole * value / sum);
        var floor = Array.ConvertAll(exact, static value => (int)Math.Floor(value));
        var missing = Whole - floor.Sum();
        foreach (var at in Enumerable.Range(0, exact.Length).OrderByDescending(at => exact[at] - floor[at]).ThenBy(static at => at).Take(missing)) floor[at]++;
        return floor;
    }

    private static double[] Gains(IReadOnlyList<WeightCase> cases, int[] hundredths, TrainingRun run)
    {
        var weights = Shares(hundredths);
        var gains = new double[cases.Count];
        Parallel.For(0, cases.Count, Limits(run), at => gains[at] = cases[at].Gain(weights));
        return gains;
    }

    private static (double Loss, double[] Gradient) Loss(IReadOnlyList<WeightCase> cases, double[] factors, TrainingRun run)
    {
        var losses = new double[cases.Count];
        var gradients = new double[cases.Count][];
        Parallel.For(0, cases.Count, Limits(run), at => losses[at] = cases[at].Loss(factors, gradients[at] = new double[factors.Length]));
        var mean = new double[factors.Length];
        foreach (var gradient in gradients)
        {
            for (var part = 0; part < mean.Length; part++) mean[part] += gradient[part] / cases.Count;
        }
        return (Mean(losses), mean);
    }

    private static double[] Shares(int[] hundredths) => Array.ConvertAll(hundredths, static weight => weight / (double)Whole);

    private static double Mean(double[] values) => values.Sum() / values.Length;

    private static ParallelOptions Limits(TrainingRun run) => new() { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
}

/// <param name="Weights">In the order of the parts; sum 1.</param>
/// <param name="Replaced">Whether they are learnt, or the usual ones that could not be beaten for certain.</param>
/// <param name="Before">Mean gain of the usual weights.</param>
/// <param name="After">Mean gain of the best that were found.</param>
/// <param name="Low95">Of the paired difference.</param>
/// <param name="Cases">Customers it was measured on.</param>
internal sealed record LearntWeights(
    double[] Weights, bool Replaced, double Before, double After, double Low95, double High95, int Cases);
