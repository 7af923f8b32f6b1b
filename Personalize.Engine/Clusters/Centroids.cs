using System.Numerics.Tensors;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Cluster centres laid out by dimension, so that one sparse point meets all clusters in one pass.</summary>
internal sealed class Centroids
{
    private readonly float[] _values;
    private readonly float[] _halfSquares;

    /// <param name="values">Value of dimension d in cluster c at d · count + c.</param>
    public Centroids(int count, float[] values)
    {
        Count = count;
        _values = values;
        var squares = new double[count];
        for (var at = 0; at < values.Length; at++) squares[at % count] += (double)values[at] * values[at];
        _halfSquares = new float[count];
        for (var cluster = 0; cluster < count; cluster++) _halfSquares[cluster] = (float)(squares[cluster] / 2);
    }

    public int Count { get; }

    public int Dimension => Count == 0 ? 0 : _values.Length / Count;

    public ReadOnlySpan<float> Values => _values;

    public float this[int cluster, int dimension] => _values[dimension * Count + cluster];

    /// <summary>Writes x·c for every cluster.</summary>
    /// <param name="products">Length <see cref="Count"/>.</param>
    public void Products(SparseVector point, Span<float> products)
    {
        products.Clear();
        var indices = point.Indices;
        var values = point.Values;
        for (var at = 0; at < indices.Length; at++)
        {
            TensorPrimitives.MultiplyAdd(_values.AsSpan(indices[at] * Count, Count), values[at], products, products);
        }
    }

    /// <summary>The cluster of least distance, from products with a point; ties by lower number.</summary>
    public int Nearest(ReadOnlySpan<float> products)
    {
        // ‖x − c‖² = ‖x‖² − 2 (x·c − ½‖c‖²), so the least distance is the greatest bracket.
        var nearest = 0;
        for (var cluster = 1; cluster < products.Length; cluster++)
        {
            if (products[cluster] - _halfSquares[cluster] > products[nearest] - _halfSquares[nearest]) nearest = cluster;
        }
        return nearest;
    }

    public double SquaredDistance(SparseVector point, ReadOnlySpan<float> products, int cluster) =>
        Math.Max(0, point.Norm * point.Norm - 2 * ((double)products[cluster] - _halfSquares[cluster]));
}
