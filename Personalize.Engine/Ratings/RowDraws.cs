using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>Draws one side's rows given the other side's: N(A⁻¹b, A⁻¹) with A = Λ + α·Σ y·yᵀ and b = Λm + α·Σ y·t.</summary>
/// <remarks>y is the other's factors with a 1 in place of its deviation, t what is left of the rating without mean and that deviation.</remarks>
internal sealed class RowDraws
{
    private const int BlockRows = 64;

    private readonly FactorRows _others;
    private readonly float[] _otherDeviations;
    private readonly float _mean;

    /// <param name="others">The side that stands still.</param>
    /// <param name="mean">μ of all ratings.</param>
    public RowDraws(FactorRows others, double mean)
    {
        _mean = (float)mean;
        _others = new FactorRows(others.Count, others.Width);
        others.Values.CopyTo(_others.Values, 0);
        _otherDeviations = new float[others.Count];
        for (var other = 0; other < others.Count; other++)
        {
            ref var last = ref _others.Row(other)[others.Width - 1];
            (_otherDeviations[other], last) = (last, 1);
        }
    }

    /// <summary>A view of one side's ratings by its rows.</summary>
    public delegate RatingRow RatingsOf(int row);

    /// <param name="rows">Receives the draws.</param>
    /// <param name="precision">α, above 0.</param>
    /// <param name="stream">Number of this half sweep; blocks of rows draw from streams of their own.</param>
    /// <returns>False when some row could not be drawn: the numbers left what floats can tell.</returns>
    public bool Draw(FactorRows rows, RatingsOf ratings, RowPrior prior, double precision, int stream, TrainingRun run)
    {
        var blocks = (rows.Count + BlockRows - 1) / BlockRows;
        var drawn = new bool[blocks];
        FixedBlocks.Run(blocks, run, () => new Workspace(rows.Stride), (block, workspace) =>
        {
            var random = RandomStream.Of(unchecked(run.Seed * 31 + stream), RandomUse.Bayesian, block);
            drawn[block] = true;
            for (var row = block * BlockRows; row < Math.Min(rows.Count, (block + 1) * BlockRows); row++)
                drawn[block] &= TryDraw(ratings(row), prior, (float)precision, workspace, random, rows.Row(row)[..rows.Width], rows.Row(row));
        });
        return !drawn.Contains(false);
    }

    private bool TryDraw(
        RatingRow ratings, RowPrior prior, float precision, Workspace workspace, Random random, Span<float> live, Span<float> row)
    {
        var (stride, matrix, side) = (row.Length, workspace.Matrix, workspace.Side);
        Array.Clear(matrix);
        Array.Clear(side);
        OuterProducts.Add(_others.Values, stride, ratings.Others, matrix);
        for (var at = 0; at < ratings.Count; at++)
        {
            var other = ratings.Others[at];
            RowQuads.AddScaled(_others.Row(other), ratings.Values[at] - _mean - _otherDeviations[other], side);
        }
        TensorPrimitives.MultiplyAdd(matrix, precision, prior.Precision, matrix);
        TensorPrimitives.MultiplyAdd(side, precision, prior.Pull, side);
        if (!SmallCholesky.TryFactor(matrix, stride)) return false;
        // A = RᵀR; adding Rᵀ·noise to b adds R⁻¹·noise to the solution, which has covariance A⁻¹.
        for (var at = 0; at < live.Length; at++)
        {
            var from = at / SmallCholesky.Panel * SmallCholesky.Panel;
            RowQuads.AddScaled(matrix.AsSpan(at * stride + from, stride - from), (float)Normal.Sample(random, 0, 1), side.AsSpan(from));
        }
        SmallCholesky.Solve(matrix, stride, side);
        side.AsSpan(0, live.Length).CopyTo(live);
        return true;
    }

    private sealed class Workspace(int stride)
    {
        public float[] Matrix { get; } = new float[stride * stride];

        public float[] Side { get; } = new float[stride];
    }
}
