using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Numerics;

/// <summary>Rows as signed bytes with one scale each: a quarter of the memory to read, for a first choice that is then ranked exactly.</summary>
/// <remarks>A value is its byte times max|row| / 127.</remarks>
internal sealed class QuantisedRows
{
    private const float Greatest = 127;

    private readonly FactorRows _rows;
    private readonly sbyte[] _bytes;
    private readonly float[] _scales;

    /// <param name="rows">Kept, for the exact ranking.</param>
    public QuantisedRows(FactorRows rows)
    {
        _rows = rows;
        _bytes = new sbyte[rows.Values.Length];
        _scales = new float[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            _scales[row] = ScaleOf(rows.Row(row));
            for (var at = 0; at < rows.Stride; at++) _bytes[row * rows.Stride + at] = (sbyte)Rounded(rows.Row(row)[at], _scales[row]);
        }
    }

    /// <param name="vector">Of length <see cref="FactorRows.Stride"/>; zeros in the padding. Finite.</param>
    /// <param name="count">How many at most, 0 or more.</param>
    /// <param name="shortlist">How many of the rounded products are ranked exactly; those that matter are lost when it is too short.</param>
    /// <returns>Best first, ties by lower row, with exact products.</returns>
    public RankedItem[] Top(ReadOnlySpan<float> vector, int count, int shortlist)
    {
        var rounded = new short[vector.Length];
        var scale = ScaleOf(vector);
        for (var at = 0; at < rounded.Length; at++) rounded[at] = (short)Rounded(vector[at], scale);
        var likely = new TopK(Math.Min(Math.Max(count, shortlist), _rows.Count));
        Scan(rounded, likely);
        var best = new TopK(Math.Min(count, _rows.Count));
        foreach (var (row, _) in likely.ToSorted()) best.Offer(row, RowQuads.Dot(_rows.Row(row), vector));
        return best.ToSorted();
    }

    // The query's scale is the same for all rows and changes no order.
    private void Scan(ReadOnlySpan<short> vector, TopK likely)
    {
        unchecked
        {
            ref var x = ref MemoryMarshal.GetReference(vector);
            ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
            var threshold = (float)likely.Threshold;
            for (var row = 0; row < _scales.Length; row++)
            {
                var sums = Vector256<int>.Zero;
                for (nuint step = 0; step < (nuint)vector.Length; step += 16)
                    sums += Products(Vector128.LoadUnsafe(ref bytes, step), Vector256.LoadUnsafe(ref x, step));
                var product = _scales[row] * Vector256.Sum(sums);
                bytes = ref Unsafe.Add(ref bytes, vector.Length);
                if (!(product > threshold)) continue;
                likely.Offer(row, product);
                threshold = (float)likely.Threshold;
            }
        }
    }

    // Eight sums of two products each. The portable form adds other pairs, but sums of whole numbers are the same in any order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector128<sbyte> bytes, Vector256<short> vector)
    {
        if (Avx2.IsSupported) return Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(bytes), vector);
        var (low, high) = Vector128.Widen(bytes);
        var wide = Vector256.Create(low, high);
        return Vector256.WidenLower(wide) * Vector256.WidenLower(vector) + Vector256.WidenUpper(wide) * Vector256.WidenUpper(vector);
    }

    private static float ScaleOf(ReadOnlySpan<float> values)
    {
        var greatest = 0f;
        foreach (var value in values) greatest = Math.Max(greatest, Math.Abs(value));
        return greatest / Greatest;
    }

    private static int Rounded(float value, float scale) => scale > 0 ? (int)MathF.Round(value / scale) : 0;
}
