using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>What rows are like in general: normal with mean m and precision Λ, themselves drawn from what the rows say.</summary>
/// <remarks>
/// Normal-Wishart with β₀ = 2, ν₀ = dimension, W₀ = I and μ₀ = 0, as in Salakhutdinov and Mnih, "Bayesian probabilistic matrix
/// factorization using Markov chain Monte Carlo" (2008), equation 14.
/// </remarks>
internal sealed record RowPrior(float[] Precision, float[] Pull)
{
    private const double Strength = 2;

    /// <summary>Draws a prior given the rows.</summary>
    /// <returns>Λ, stride × stride with 1 on the diagonal of the padding, and Λm.</returns>
    public static RowPrior Draw(FactorRows rows, Random random, TrainingRun run)
    {
        var (count, width) = (rows.Count, rows.Width);
        var gram = rows.Gram(1, run);
        var mean = MeanOf(rows);
        // W⁻¹ + Σxxᵀ − n·x̄x̄ᵀ + β₀n/(β₀ + n)·x̄x̄ᵀ, which is W⁻¹ + Σxxᵀ − n²/(β₀ + n)·x̄x̄ᵀ.
        var rest = (double)count * count / (Strength + count);
        var scatter = DenseMatrix.Create(width, width, (row, column) =>
            gram[row * rows.Stride + column] - rest * mean[row] * mean[column] + (row == column ? 1 : 0));
        var precision = Wishart.Sample(random, width + count, Symmetric(scatter.Inverse()));
        var noise = DenseVector.Create(width, _ => Normal.Sample(random, 0, 1));
        // L·Lᵀ = (β₀ + n)Λ, so L⁻ᵀ·noise has the covariance of the mean.
        var spread = (precision * (Strength + count)).Cholesky().Factor.Transpose().Solve(noise);
        var centre = mean * (count / (Strength + count)) + spread;
        return Padded(precision, precision * centre, rows.Stride);
    }

    private static DenseVector MeanOf(FactorRows rows)
    {
        var sum = new double[rows.Width];
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Row(row);
            for (var at = 0; at < sum.Length; at++) sum[at] += values[at];
        }
        return DenseVector.Create(sum.Length, at => sum[at] / Math.Max(1, rows.Count));
    }

    private static Matrix<double> Symmetric(Matrix<double> matrix) => (matrix + matrix.Transpose()) / 2;

    private static RowPrior Padded(Matrix<double> precision, Vector<double> pull, int stride)
    {
        var (matrix, vector) = (new float[stride * stride], new float[stride]);
        for (var row = 0; row < stride; row++)
        {
            if (row >= pull.Count)
            {
                matrix[row * stride + row] = 1;
                continue;
            }
            vector[row] = (float)pull[row];
            for (var column = 0; column < pull.Count; column++) matrix[row * stride + column] = (float)precision[row, column];
        }
        return new RowPrior(matrix, vector);
    }
}
