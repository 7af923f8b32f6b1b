using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Ratings;

/// <summary>One rating's step: both rows from their values before it.</summary>
/// <remarks>Rows are of the same length, a multiple of sixteen.</remarks>
internal static class SgdStep
{
    /// <summary>p·q, ‖p‖² and ‖q‖² in one pass: all that the step needs to know of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowProducts Products(ReadOnlySpan<float> customer, ReadOnlySpan<float> item)
    {
        unchecked
        {
            ref var p = ref MemoryMarshal.GetReference(customer);
            ref var q = ref MemoryMarshal.GetReference(item);
            Vector256<float> pq = default, pp = default, qq = default, oddPq = default, oddPp = default, oddQq = default;
            for (nuint at = 0; at < (nuint)customer.Length; at += 16)
            {
                var (a, b) = (Vector256.LoadUnsafe(ref p, at), Vector256.LoadUnsafe(ref q, at));
                var (oddA, oddB) = (Vector256.LoadUnsafe(ref p, at + 8), Vector256.LoadUnsafe(ref q, at + 8));
                pq = Vector256.FusedMultiplyAdd(a, b, pq);
                pp = Vector256.FusedMultiplyAdd(a, a, pp);
                qq = Vector256.FusedMultiplyAdd(b, b, qq);
                oddPq = Vector256.FusedMultiplyAdd(oddA, oddB, oddPq);
                oddPp = Vector256.FusedMultiplyAdd(oddA, oddA, oddPp);
                oddQq = Vector256.FusedMultiplyAdd(oddB, oddB, oddQq);
            }
            return new RowProducts(Vector256.Sum(pq + oddPq), Vector256.Sum(pp + oddPp), Vector256.Sum(qq + oddQq));
        }
    }

    /// <param name="customer">p, moved by rate(e·q − reg·p) at its own rate and penalty.</param>
    /// <param name="item">q, moved by rate(e·p − reg·q) at its own.</param>
    /// <param name="error">e.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(
        Span<float> customer, Span<float> item, float error, float customerRate, float customerShrink, float itemRate, float itemShrink)
    {
        unchecked
        {
            ref var p = ref MemoryMarshal.GetReference(customer);
            ref var q = ref MemoryMarshal.GetReference(item);
            var (pullP, pullQ) = (Vector256.Create(customerRate * error), Vector256.Create(itemRate * error));
            var (keepP, keepQ) = (Vector256.Create(1 - customerRate * customerShrink), Vector256.Create(1 - itemRate * itemShrink));
            for (nuint at = 0; at < (nuint)customer.Length; at += 8)
            {
                var (oldP, oldQ) = (Vector256.LoadUnsafe(ref p, at), Vector256.LoadUnsafe(ref q, at));
                Vector256.FusedMultiplyAdd(pullP, oldQ, keepP * oldP).StoreUnsafe(ref p, at);
                Vector256.FusedMultiplyAdd(pullQ, oldP, keepQ * oldQ).StoreUnsafe(ref q, at);
            }
        }
    }
}

/// <param name="Cross">p·q.</param>
/// <param name="Customer">‖p‖².</param>
/// <param name="Item">‖q‖².</param>
internal readonly record struct RowProducts(float Cross, float Customer, float Item)
{
    /// <summary>‖e·q − reg·p‖², how steep the loss is along the customer's row.</summary>
    public float CustomerSteepness(float error, float shrink) => Steepness(error, Item, shrink, Customer);

    /// <summary>‖e·p − reg·q‖².</summary>
    public float ItemSteepness(float error, float shrink) => Steepness(error, Customer, shrink, Item);

    // Rounding may leave a little less than nothing.
    private float Steepness(float error, float other, float shrink, float own) =>
        MathF.Max(0, error * error * other - 2 * error * shrink * Cross + shrink * shrink * own);
}
