using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Numerics;

/// <summary>The greatest singular values of a sparse matrix and their right vectors, by random projection.</summary>
/// <remarks>
/// Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011: subspace iteration on XᵀX from a random start, then
/// the small problem exactly. The sign is free, so each vector's component of greatest size (the first, if several) is made
/// positive. All in double. O(passes · entries · l + items · l²), l being the rank and ten more.
/// </remarks>
internal sealed class TruncatedSvd
{
    private const int Oversample = 10;

    private TruncatedSvd(double[] values, double[][] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>Singular values, greatest first; as many as the rank asked for, or as there are columns. 0 beyond the matrix's own rank.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Right singular vectors, parallel to <see cref="Values"/>: one value per column of the matrix; zeros where the value is 0.</summary>
    public IReadOnlyList<double[]> Vectors { get; }

    /// <param name="rank">How many, 1 or more.</param>
    /// <param name="passes">Rounds of the iteration after the first, 0 or more: the more, the closer.</param>
    public static TruncatedSvd Of(InteractionMatrix matrix, int rank, int passes, TrainingRun run)
    {
        var width = Math.Min(rank + Oversample, matrix.ColumnCount);
        var basis = Started(width, matrix.ColumnCount, run.Seed);
        for (var pass = 0; pass <= passes; pass++)
        {
            basis = SparseProduct.Of(matrix.Transposed, SparseProduct.Of(matrix, basis, run), run);
            Orthonormalise(basis);
        }
        return Within(basis, SparseProduct.Of(matrix, basis, run), Math.Min(rank, width));
    }

    // X is nearly X·Q·Qᵀ, so the eigenvectors of QᵀXᵀXQ, carried back by Q, are the singular vectors.
    private static TruncatedSvd Within(double[][] basis, double[][] image, int rank)
    {
        var values = new double[rank];
        var vectors = new double[rank][];
        if (rank == 0) return new TruncatedSvd(values, vectors);
        var small = Matrix<double>.Build.Dense(basis.Length, basis.Length, (row, column) => TensorPrimitives.Dot<double>(image[row], image[column]));
        var solved = small.Evd(Symmetricity.Symmetric);
        var noise = 1e-12 * Math.Max(0, solved.EigenValues[basis.Length - 1].Real);
        for (var at = 0; at < rank; at++)
        {
            // MathNet sorts from low to high.
            var from = basis.Length - 1 - at;
            vectors[at] = new double[basis[0].Length];
            if (!(solved.EigenValues[from].Real > noise)) continue;
            values[at] = Math.Sqrt(solved.EigenValues[from].Real);
            for (var part = 0; part < basis.Length; part++) AddScaled(basis[part], solved.EigenVectors[part, from], vectors[at]);
            FixSign(vectors[at]);
        }
        return new TruncatedSvd(values, vectors);
    }

    private static void FixSign(double[] vector)
    {
        if (vector[TensorPrimitives.IndexOfMaxMagnitude<double>(vector)] < 0) TensorPrimitives.Negate<double>(vector, vector);
    }

    // Gram and Schmidt, twice: once leaves rounding errors as large as the vectors are alike.
    private static void Orthonormalise(double[][] vectors)
    {
        for (var at = 0; at < vectors.Length; at++)
        {
            var before = TensorPrimitives.Norm<double>(vectors[at]);
            for (var round = 0; round < 2; round++)
            {
                for (var other = 0; other < at; other++)
                    AddScaled(vectors[other], -TensorPrimitives.Dot<double>(vectors[other], vectors[at]), vectors[at]);
            }
            var length = TensorPrimitives.Norm<double>(vectors[at]);
            // What is left of a vector that the others already span is noise.
            if (length > 1e-12 * before) TensorPrimitives.Divide(vectors[at], length, vectors[at]);
            else vectors[at].AsSpan().Clear();
        }
    }

    private static void AddScaled(double[] source, double factor, double[] target) =>
        TensorPrimitives.FusedMultiplyAdd(source, factor, target, target);

    private static double[][] Started(int count, int length, int seed)
    {
        var random = RandomStream.Of(seed, RandomUse.SingularVectors, 0);
        var vectors = new double[count][];
        for (var at = 0; at < count; at++)
        {
            vectors[at] = new double[length];
            foreach (ref var value in vectors[at].AsSpan()) value = 2 * random.NextDouble() - 1;
        }
        return vectors;
    }
}
