using System.Numerics.Tensors;

namespace Personalize.Engine.Neighbours;

/// <summary>The specification's similarity of two dense vectors.</summary>
public static class Similarity
{
    /// <summary>a·b / (‖a‖·‖b‖), in [-1, 1]; 0 when either vector is zero or both are empty.</summary>
    /// <param name="left">Finite values.</param>
    /// <param name="right">Finite values, as many as in <paramref name="left"/>.</param>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static double Cosine(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException($"The vectors have {left.Length} and {right.Length} values; give equal lengths.", nameof(right));
        if (left.IsEmpty) return 0;
        var leftNorm = TensorPrimitives.Norm(left);
        var rightNorm = TensorPrimitives.Norm(right);
        return leftNorm == 0 || rightNorm == 0 ? 0 : Math.Clamp(TensorPrimitives.Dot(left, right) / leftNorm / rightNorm, -1, 1);
    }
}
