using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ranking;

/// <summary>The penalised loss of a logistic regression at one point, with its first and second derivatives.</summary>
internal sealed class LogisticLoss
{
    public double Loss { get; private set; }
    public required double[] Gradient { get; init; }

    /// <summary>Symmetric, column after column.</summary>
    public required double[] Curvature { get; init; }

    public static LogisticLoss At(RankingRows rows, Standardisation scale, double[] weights, double penalty, TrainingRun run)
    {
        var width = weights.Length;
        var parts = new LogisticLoss[rows.BlockCount];
        FixedBlocks.Run(parts.Length, run, block =>
        {
            var (first, end) = rows.Block(block);
            var part = parts[block] = Empty(width);
            var values = new double[width];
            for (var row = first; row < end; row++)
            {
                scale.Apply(rows.Row(row), values);
                part.Add(values, rows.Labels[row], weights);
            }
        });
        var whole = Empty(width);
        foreach (var part in parts) whole.Add(part);
        whole.Finish(rows.Count, weights, penalty);
        return whole;
    }

    private static LogisticLoss Empty(int width) => new() { Gradient = new double[width], Curvature = new double[width * width] };

    private void Add(double[] values, bool label, double[] weights)
    {
        var score = 0d;
        for (var at = 0; at < weights.Length; at++) score += weights[at] * values[at];
        var chance = 1 / (1 + Math.Exp(-score));
        var margin = label ? score : -score;
        Loss += margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
        var residual = chance - (label ? 1 : 0);
        var variance = chance * (1 - chance);
        unchecked
        {
            for (var at = 0; at < values.Length; at++)
            {
                Gradient[at] += residual * values[at];
                var weight = variance * values[at];
                if (weight == 0) continue;
                var own = Curvature.AsSpan(at * values.Length, values.Length);
                for (var other = at; other < own.Length; other++) own[other] += weight * values[other];
            }
        }
    }

    private void Add(LogisticLoss other)
    {
        Loss += other.Loss;
        for (var at = 0; at < Gradient.Length; at++) Gradient[at] += other.Gradient[at];
        for (var at = 0; at < Curvature.Length; at++) Curvature[at] += other.Curvature[at];
    }

    // The intercept, in the last place, is not penalised: a rare event is no reason to believe in a frequent one.
    private void Finish(int count, double[] weights, double penalty)
    {
        var width = weights.Length;
        Loss /= count;
        for (var at = 0; at < width; at++)
        {
            Gradient[at] /= count;
            for (var other = at; other < width; other++) Curvature[at * width + other] /= count;
            if (at < width - 1)
            {
                Loss += penalty / 2 * weights[at] * weights[at];
                Gradient[at] += penalty * weights[at];
                Curvature[at * width + at] += penalty;
            }
            for (var other = 0; other < at; other++) Curvature[at * width + other] = Curvature[other * width + at];
        }
    }
}
