namespace Personalize.Engine.Numerics;

/// <summary>Dense rows of equal width, such as one row of factors per item, padded with zeros to whole vectors.</summary>
/// <param name="count">Rows, 0 or more.</param>
/// <param name="width">Values per row, 1 or more.</param>
internal sealed class FactorRows(int count, int width)
{
    // Kernels take two vectors of eight at a time.
    private const int Multiple = 16;

    public int Count => count;

    public int Width => width;

    /// <summary>Distance between rows: the width, rounded up to a multiple of 16.</summary>
    public int Stride { get; } = StrideOf(width);

    public float[] Values { get; } = new float[count * StrideOf(width)];

    /// <summary>With the padding.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Stride);

    /// <summary>Σ over all rows of row·rowᵀ, stride × stride, both triangles: fixed blocks, added in double in their order.</summary>
    public float[] Gram(float scale, TrainingRun run)
    {
        const int blockRows = 512;
        var blocks = (count + blockRows - 1) / blockRows;
        var parts = new float[blocks][];
        FixedBlocks.Run(blocks, run, block =>
        {
            var rows = new int[Math.Min(blockRows, count - block * blockRows)];
            for (var at = 0; at < rows.Length; at++) rows[at] = block * blockRows + at;
            OuterProducts.Add(Values, Stride, rows, parts[block] = new float[Stride * Stride]);
        });
        var gram = new float[Stride * Stride];
        for (var row = 0; row < Stride; row++)
        {
            for (var column = row; column < Stride; column++)
            {
                var sum = 0d;
                foreach (var part in parts) sum += part[row * Stride + column];
                gram[row * Stride + column] = gram[column * Stride + row] = (float)(scale * sum);
            }
        }
        return gram;
    }

    private static int StrideOf(int width) => (width + Multiple - 1) / Multiple * Multiple;
}
