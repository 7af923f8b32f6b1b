using System.Numerics;
using System.Runtime.InteropServices;

namespace Personalize.Engine.Numerics;

/// <summary>Inverts a symmetric positive definite matrix in its own memory.</summary>
/// <remarks>
/// <para>
/// The symmetric sweep operator, block by block (Goodnight, "A Tutorial on the SWEEP Operator", 1979). For a block of
/// pivots K with P = A_KK⁻¹ it puts A_IJ - A_IK·P·A_KJ in place of A_IJ, A_IK·P in place of A_IK and -P in place of A_KK.
/// After all blocks the matrix is -A⁻¹. That is n³ operations, as many as a Cholesky factorisation, the inverse of its
/// factor and their product, but all in one dense kernel. Positive definite matrices need no choice of pivots.
/// </para>
/// <para>Blocks of pivots are inverted in double; the rest is in T. 4 or 8 bytes per value and two panels of n × 128 more.</para>
/// </remarks>
internal static class SymmetricInverse
{
    // Pivots per step: deep enough for the kernel to reach its speed, shallow enough for a panel to stay in the second cache.
    private const int Depth = 128;

    // Rows of one block of work: a multiple of the kernel's 6 rows and 16 columns.
    private const int BlockRows = 96;

    /// <param name="matrix">Row-major n × n; its lower triangle is read. Receives the whole inverse, or nonsense if there is none.</param>
    /// <param name="size">n, 0 or more.</param>
    /// <returns>False when the matrix is not positive definite, as far as this precision can tell.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    public static bool TryInvert<T>(T[] matrix, int size, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var blocks = (size + BlockRows - 1) / BlockRows;
        var panels = new Panels<T>(blocks);
        for (var first = 0; first < size; first += Depth)
        {
            var step = new SweepStep<T>(matrix, size, first, Math.Min(Depth, size - first), panels);
            if (!step.TryInvertPivots()) return false;
            FixedBlocks.Run(blocks, run, static () => new Scratch<T>(), step.ReplacePanel);
            // The last blocks have the longest rows; begin with them, so that no thread is left with one at the end.
            FixedBlocks.Run(blocks, run, static () => new Scratch<T>(), (block, scratch) => step.UpdateRows(blocks - 1 - block, scratch));
            step.WritePivots();
        }
        FixedBlocks.Run(blocks, run, block => NegateAndMirror(matrix, size, block));
        return true;
    }

    private static void NegateAndMirror<T>(T[] matrix, int size, int block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int square = 32;
        unchecked
        {
            var end = Math.Min(size, (block + 1) * BlockRows);
            for (var left = 0; left < end; left += square)
            {
                for (var row = Math.Max(block * BlockRows, left); row < end; row++)
                {
                    var stop = Math.Min(left + square, row + 1);
                    for (var column = left; column < stop; column++)
                    {
                        var value = -matrix[row * size + column];
                        matrix[row * size + column] = value;
                        matrix[column * size + row] = value;
                    }
                }
            }
        }
    }

    /// <summary>The column block before the step (right) and minus what replaces it (left), packed for the kernel.</summary>
    internal sealed class Panels<T>(int blocks)
    {
        public T[] Left { get; } = new T[blocks * BlockRows * Depth];
        public T[] Right { get; } = new T[blocks * BlockRows * Depth];
        public T[] Pivots { get; } = new T[Depth * Depth];
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed class Scratch<T>
    {
        public T[] Rows { get; } = new T[BlockRows * Depth];
        public T[] Packed { get; } = new T[BlockRows * Depth];
        public T[] Product { get; } = new T[BlockRows * Depth];
        public T[] Corner { get; } = new T[RegisterTile.Rows * 16];
    }

    /// <summary>One block of pivots, columns [first, first + width).</summary>
    private sealed class SweepStep<T>(T[] matrix, int size, int first, int width, Panels<T> panels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private static readonly int Columns = RegisterTile.Columns<T>();

        private readonly double[] _pivots = new double[width * width];

        public bool TryInvertPivots()
        {
            for (var row = 0; row < width; row++)
            {
                for (var column = 0; column <= row; column++)
                    _pivots[row * width + column] = _pivots[column * width + row] = double.CreateTruncating(matrix[At(first + row, first + column)]);
            }
            if (!SmallInverse.TryInvert(_pivots, width)) return false;
            var rounded = new T[width * width];
            for (var at = 0; at < rounded.Length; at++) rounded[at] = T.CreateTruncating(_pivots[at]);
            PackedPanels.Pack(rounded, width, width, Columns, T.One, panels.Pivots.AsSpan());
            return true;
        }

        /// <summary>Reads the rows' part of the column block, packs it, and puts its product with P in its place.</summary>
        public void ReplacePanel(int block, Scratch<T> scratch)
        {
            var (from, count) = Rows(block);
            var rows = scratch.Rows.AsSpan(0, count * width);
            for (var row = 0; row < count; row++) Read(from + row, rows.Slice(row * width, width));
            PackedPanels.Pack(rows, count, width, Columns, T.One, panels.Right.AsSpan(block * BlockRows * width, BlockRows * width));
            PackedPanels.Pack(rows, count, width, RegisterTile.Rows, T.One, scratch.Packed);
            MultiplyByPivots(scratch, count);
            for (var row = 0; row < count; row++)
            {
                var product = scratch.Product.AsSpan(row * Depth, width);
                Write(from + row, product);
                product.CopyTo(rows.Slice(row * width, width));
            }
            PackedPanels.Pack(rows, count, width, RegisterTile.Rows, -T.One, panels.Left.AsSpan(block * BlockRows * width, BlockRows * width));
        }

        /// <summary>A_IJ - A_IK·P·A_KJ for the rows of one block, up to the diagonal.</summary>
        public void UpdateRows(int block, Scratch<T> scratch)
        {
            unchecked
            {
                var (from, count) = Rows(block);
                for (var column = 0; column < from + count; column += Columns)
                {
                    ref var right = ref panels.Right[column / BlockRows * BlockRows * width + column % BlockRows * width];
                    for (var row = 0; row < count; row += RegisterTile.Rows)
                    {
                        if (from + row + RegisterTile.Rows <= column) continue;
                        ref var left = ref panels.Left[(block * BlockRows + row) * width];
                        if (from + row + RegisterTile.Rows <= size && column + Columns <= size)
                            RegisterTile.Add(ref left, ref right, width, ref matrix[(from + row) * size + column], (nuint)size);
                        else
                            UpdateCorner(ref left, ref right, from + row, column, scratch.Corner);
                    }
                }
            }
        }

        public void WritePivots()
        {
            for (var row = 0; row < width; row++)
            {
                for (var column = 0; column <= row; column++)
                    matrix[At(first + row, first + column)] = T.CreateTruncating(-_pivots[row * width + column]);
            }
        }

        private void MultiplyByPivots(Scratch<T> scratch, int count)
        {
            unchecked
            {
                scratch.Product.AsSpan().Clear();
                for (var row = 0; row < count; row += RegisterTile.Rows)
                {
                    for (var column = 0; column < width; column += Columns)
                    {
                        RegisterTile.Add(
                            ref scratch.Packed[row * width], ref panels.Pivots[column * width], width,
                            ref scratch.Product[row * Depth + column], Depth);
                    }
                }
            }
        }

        // A tile that would reach past the last row or column is made aside.
        private void UpdateCorner(ref T left, ref T right, int row, int column, Span<T> corner)
        {
            unchecked
            {
                corner.Clear();
                RegisterTile.Add(ref left, ref right, width, ref MemoryMarshal.GetReference(corner), (nuint)Columns);
                for (var down = 0; down < RegisterTile.Rows && row + down < size; down++)
                {
                    for (var across = 0; across < Columns && column + across < size; across++)
                        matrix[(row + down) * size + column + across] += corner[down * Columns + across];
                }
            }
        }

        // The pivots' own rows count as 0, so that the update leaves them alone.
        private void Read(int row, Span<T> values)
        {
            unchecked
            {
                if (row >= first + width) matrix.AsSpan(row * size + first, width).CopyTo(values);
                else if (row >= first) values.Clear();
                else for (var at = 0; at < values.Length; at++) values[at] = matrix[(first + at) * size + row];
            }
        }

        private void Write(int row, ReadOnlySpan<T> values)
        {
            unchecked
            {
                if (row >= first + width) values.CopyTo(matrix.AsSpan(row * size + first));
                else if (row < first) for (var at = 0; at < values.Length; at++) matrix[(first + at) * size + row] = values[at];
            }
        }

        private (int From, int Count) Rows(int block) => (block * BlockRows, Math.Min(BlockRows, size - block * BlockRows));

        private int At(int row, int column) => row * size + column;
    }
}
