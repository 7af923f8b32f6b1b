using MathNet.Numerics.LinearAlgebra;

namespace Personalize.Engine.Ranking;

/// <summary>Fits ln(p / (1 - p)) = β₀ + Σ β_j·z_j, with z standardised, by Newton's method.</summary>
/// <remarks>
/// Minimises the mean of ln(1 + e^(-y·s)) with y = ±1, plus half the penalty times Σ β_j², β₀ free. The loss is convex and there are
/// few features, so that Newton's steps reach the one minimum, to the last digits, in fewer than ten passes over the rows; quasi-Newton
/// methods need many more passes for fewer digits. O(rows · features²) per step.
/// </remarks>
internal static class LogisticRegression
{
    private const int MostRounds = 50;
    private const int MostHalvings = 30;

    // Half of Newton's decrement is how far the loss is from its minimum.
    private const double Enough = 1e-12;

    /// <param name="rows">At least one.</param>
    /// <param name="penalty">Above 0, else a feature that tells everything would have no finite coefficient.</param>
    /// <exception cref="TrainingDivergedException">A feature is not finite.</exception>
    public static LogisticRule Fit(RankingRows rows, double penalty, string name, TrainingRun run)
    {
        var scale = Standardisation.Of(rows, run);
        var weights = new double[rows.FeatureCount + 1];
        var current = LogisticLoss.At(rows, scale, weights, penalty, run);
        for (var round = 0; ; round++)
        {
            if (!double.IsFinite(current.Loss)) throw new TrainingDivergedException(name, round, current.Loss);
            run.Progress?.Report(new StageReport(name, (round + 1d) / (MostRounds + 1), current.Loss));
            var step = Step(current);
            var decrement = weights.Select((_, at) => step[at] * current.Gradient[at]).Sum();
            // So near the minimum the last step squares what is left of the distance, and its gain is lost in the rounding of the loss.
            if (!(decrement > Enough * current.Loss)) return scale.Rule([.. step.Select((change, at) => weights[at] - change)]);
            if (round == MostRounds) return scale.Rule(weights);
            if (Descend(rows, scale, ref weights, step, current, penalty, run) is not { } lower) return scale.Rule(weights);
            current = lower;
        }
    }

    private static Vector<double> Step(LogisticLoss at) =>
        Matrix<double>.Build.Dense(at.Gradient.Length, at.Gradient.Length, at.Curvature).Cholesky().Solve(Vector<double>.Build.Dense(at.Gradient));

    /// <summary>Goes the longest of a whole, half, quarter… step that leads down.</summary>
    /// <returns>Null when none does: rounding is all that is left.</returns>
    private static LogisticLoss? Descend(
        RankingRows rows, Standardisation scale, ref double[] weights, Vector<double> step, LogisticLoss current, double penalty, TrainingRun run)
    {
        var share = 1d;
        for (var halving = 0; halving <= MostHalvings; halving++, share /= 2)
        {
            var from = weights;
            double[] tried = [.. step.Select((change, at) => from[at] - share * change)];
            var next = LogisticLoss.At(rows, scale, tried, penalty, run);
            if (!(next.Loss < current.Loss)) continue;
            weights = tried;
            return next;
        }
        return null;
    }
}
