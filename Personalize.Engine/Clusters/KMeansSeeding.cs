using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Greedy k-means++: each further centre is drawn with probability D²/ΣD², best of 2 + ln k draws.</summary>
/// <remarks>Arthur and Vassilvitskii, SODA 2007. O(n · nnz · k · trials).</remarks>
internal static class KMeansSeeding
{
    /// <returns>Numbers of the points chosen, in order; fewer than <paramref name="count"/> when there are fewer distinct points.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between two draws.</exception>
    public static List<int> Choose(
        IReadOnlyList<SparseVector> points, int dimension, int count, Random random, CancellationToken cancellation)
    {
        var chosen = new List<int>();
        if (points.Count == 0 || count == 0) return chosen;
        var dense = new float[dimension];
        var squares = new double[points.Count];
        Array.Fill(squares, double.PositiveInfinity);
        chosen.Add(random.Next(points.Count));
        squares = Closer(points, chosen[0], squares, dense);
        var trials = 2 + (int)Math.Log(count);
        while (chosen.Count < count && Sum(squares) > 0)
        {
            var bestPoint = -1;
            var bestSquares = squares;
            var bestSum = double.PositiveInfinity;
            for (var trial = 0; trial < trials; trial++)
            {
                cancellation.ThrowIfCancellationRequested();
                var point = Draw(squares, random.NextDouble());
                var candidate = Closer(points, point, squares, dense);
                var sum = Sum(candidate);
                if (sum < bestSum) (bestPoint, bestSquares, bestSum) = (point, candidate, sum);
            }
            chosen.Add(bestPoint);
            squares = bestSquares;
        }
        return chosen;
    }

    /// <summary>The point whose stretch of the cumulated squares holds the share <paramref name="uniform"/> in [0, 1).</summary>
    /// <param name="squares">Squared distance of each point to its nearest centre; at least one above 0.</param>
    /// <param name="uniform">What makes a point's chance its share of the sum.</param>
    public static int Draw(ReadOnlySpan<double> squares, double uniform)
    {
        var target = uniform * Sum(squares);
        var last = 0;
        for (var point = 0; point < squares.Length; point++)
        {
            if (squares[point] == 0) continue;
            last = point;
            target -= squares[point];
            if (target < 0) break;
        }
        return last;
    }

    private static double[] Closer(IReadOnlyList<SparseVector> points, int centre, double[] squares, float[] dense)
    {
        var chosen = points[centre];
        for (var at = 0; at < chosen.Count; at++) dense[chosen.Indices[at]] = chosen.Values[at];
        var closer = new double[squares.Length];
        var chosenSquare = chosen.Norm * chosen.Norm;
        for (var point = 0; point < closer.Length; point++)
        {
            var product = 0d;
            var indices = points[point].Indices;
            var values = points[point].Values;
            for (var at = 0; at < indices.Length; at++) product += (double)values[at] * dense[indices[at]];
            var norm = points[point].Norm;
            var square = norm * norm - 2 * product + chosenSquare;
            // Rounding leaves 1e-16 between equal points, which would make two centres of one.
            closer[point] = square <= 1e-12 * chosenSquare ? 0 : Math.Min(squares[point], square);
        }
        foreach (var index in chosen.Indices) dense[index] = 0;
        return closer;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0d;
        foreach (var value in values) sum += value;
        return sum;
    }
}
