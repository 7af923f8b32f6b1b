using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Ratings;

/// <summary>One rating's step: both rows from their values before it.</summary>
internal static class SgdStep
{
    /// <param name="customer">p, moved by lr(e·q − reg·p).</param>
    /// <param name="item">q, of the same length, a multiple of eight; moved by lr(e·p − reg·q).</param>
    /// <param name="target">What p·q should be.</param>
    /// <returns>e, before the step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Move(
        Span<float> customer, Span<float> item, float target, float rate, float customerShrink, float itemShrink)
    {
        ref var p = ref MemoryMarshal.GetReference(customer);
        ref var q = ref MemoryMarshal.GetReference(item);
        var length = (nuint)customer.Length;
        var error = target - Dot(ref p, ref q, length);
        var pull = Vector256.Create(rate * error);
        var keepP = Vector256.Create(1 - rate * customerShrink);
        var keepQ = Vector256.Create(1 - rate * itemShrink);
        for (nuint at = 0; at < length; at += 8)
        {
            var (oldP, oldQ) = (Vector256.LoadUnsafe(ref p, at), Vector256.LoadUnsafe(ref q, at));
            Vector256.FusedMultiplyAdd(pull, oldQ, keepP * oldP).StoreUnsafe(ref p, at);
            Vector256.FusedMultiplyAdd(pull, oldP, keepQ * oldQ).StoreUnsafe(ref q, at);
        }
        return error;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second) =>
        Dot(ref MemoryMarshal.GetReference(first), ref MemoryMarshal.GetReference(second), (nuint)first.Length);

    // Two sums, so that one multiply-add need not wait for the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(ref float first, ref float second, nuint length)
    {
        Vector256<float> even = default, odd = default;
        nuint at = 0;
        for (; at + 16 <= length; at += 16)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, at), Vector256.LoadUnsafe(ref second, at), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, at + 8), Vector256.LoadUnsafe(ref second, at + 8), odd);
        }
        if (at < length) even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, at), Vector256.LoadUnsafe(ref second, at), even);
        return Vector256.Sum(even + odd);
    }
}
