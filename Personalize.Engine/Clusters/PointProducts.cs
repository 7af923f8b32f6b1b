using Personalize.Engine.Numerics;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Inner products of some points with each other: 8 bytes times their square.</summary>
internal sealed class PointProducts
{
    private readonly double[] _products;

    private PointProducts(int count, double[] products) => (Count, _products) = (count, products);

    public int Count { get; }

    public static PointProducts Of(IReadOnlyList<SparseVector> points, TrainingRun run)
    {
        var count = points.Count;
        var products = new double[count * count];
        FixedBlocks.Run(count, run, row =>
        {
            for (var other = 0; other <= row; other++)
                products[row * count + other] = products[other * count + row] = points[row].Dot(points[other]);
        });
        return new PointProducts(count, products);
    }

    public ReadOnlySpan<double> Row(int point) => _products.AsSpan(point * Count, Count);
}
