using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Clusters;

/// <summary>Points laid on a plane along their two principal components.</summary>
/// <remarks>
/// The inner products of the centred points, B = (I − 1/n)·XXᵀ·(I − 1/n), have the eigenvectors that the components lay the
/// points along; a coordinate is √λ times its entry. So the cost goes with the points, not with the length of the vocabulary.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ClusterProjection
{
    // A pass multiplies twice, so with the first these are ten steps of power iteration, on twelve vectors for two axes.
    private const int Passes = 4;

    private readonly double[] _x;
    private readonly double[] _y;

    private ClusterProjection(Axis first, Axis second)
    {
        (_x, ShareOfX) = first;
        (_y, ShareOfY) = second;
    }

    /// <summary>Coordinate of each point along the first component.</summary>
    public ReadOnlySpan<double> X => _x;

    /// <summary>Along the second; zeros when the points lie on a line.</summary>
    public ReadOnlySpan<double> Y => _y;

    /// <summary>Share of the points' variance that the first component holds, in [0, 1]; NaN when all points are equal or there are none.</summary>
    public double ShareOfX { get; }

    /// <inheritdoc cref="ShareOfX"/>
    public double ShareOfY { get; }

    internal static ClusterProjection Of(PointProducts products, TrainingRun run)
    {
        var centred = Centred(products, out var variance);
        if (!(variance > 0))
        {
            var still = new Axis(new double[products.Count], double.NaN);
            return new ClusterProjection(still, still);
        }
        var components = TruncatedSvd.Of(centred, rank: 2, Passes, run);
        return new ClusterProjection(Along(components, 0, variance), Along(components, 1, variance));
    }

    private static Axis Along(TruncatedSvd components, int number, double variance)
    {
        var value = components.Values[number];
        return new Axis([.. components.Vectors[number].Select(entry => entry * Math.Sqrt(value))], Math.Min(1, value / variance));
    }

    private static InteractionMatrix Centred(PointProducts products, out double variance)
    {
        var means = new double[products.Count];
        for (var point = 0; point < means.Length; point++) means[point] = Mean(products.Row(point));
        var mean = means.Length == 0 ? 0 : Mean(means);
        var (total, length) = (0d, 0d);
        var builder = new InteractionMatrixBuilder(products.Count, products.Count);
        for (var point = 0; point < means.Length; point++)
        {
            var row = products.Row(point);
            for (var other = 0; other < row.Length; other++) builder.Add(point, other, row[other] - means[point] - means[other] + mean);
            total += row[point] - 2 * means[point] + mean;
            length += row[point];
        }
        // What rounding leaves between equal points is no variance.
        variance = total > 1e-12 * length ? total : 0;
        return builder.Build();
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0d;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private readonly record struct Axis(double[] Coordinates, double Share);
}
