using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Personalize.Engine.Numerics;

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
        var error = target - RowQuads.Dot(customer, item);
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
}
