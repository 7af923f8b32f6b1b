using System.Numerics.Tensors;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Numerics;

/// <summary>A sparse matrix times some dense vectors, in double.</summary>
internal static class SparseProduct
{
    private const int BlockRows = 256;

    /// <param name="vectors">Each as long as the matrix has columns.</param>
    /// <returns>As many vectors, each as long as the matrix has rows. O(entries · vectors).</returns>
    public static double[][] Of(InteractionMatrix matrix, double[][] vectors, TrainingRun run)
    {
        // Side by side, so that one entry meets all vectors in one run of memory.
        var width = vectors.Length;
        var beside = new double[matrix.ColumnCount * width];
        for (var vector = 0; vector < width; vector++)
        {
            for (var at = 0; at < matrix.ColumnCount; at++) beside[at * width + vector] = vectors[vector][at];
        }
        var products = new double[width][];
        for (var vector = 0; vector < width; vector++) products[vector] = new double[matrix.RowCount];
        FixedBlocks.Run((matrix.RowCount + BlockRows - 1) / BlockRows, run, () => new double[width], (block, sums) =>
        {
            for (var row = block * BlockRows; row < Math.Min(matrix.RowCount, (block + 1) * BlockRows); row++)
            {
                Array.Clear(sums);
                var entries = matrix.Row(row);
                for (var at = 0; at < entries.Columns.Length; at++)
                    TensorPrimitives.FusedMultiplyAdd(beside.AsSpan(entries.Columns[at] * width, width), entries.Values[at], sums, sums);
                for (var vector = 0; vector < width; vector++) products[vector][row] = sums[vector];
            }
        });
        return products;
    }
}
