using System.Globalization;
using System.Numerics.Tensors;
using Personalize.Engine.Clusters;
using Personalize.Engine.Text;

namespace Personalize.Benchmarks.Speed;

/// <summary>Grouping documents by direction: one start, k = 20 unless set otherwise.</summary>
internal static class KMeansSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var settings = options.Settings.For<Defaults>("kmeans").Settings;
        var corpus = new TfIdfTrainer(IdfMode.Smooth).Learn(TfIdfSpeed.Documents(options.DataFile), Tokenizer.WordsOnly, options.Run);
        var points = new SparseVector[corpus.Vectors.RowCount];
        for (var point = 0; point < points.Length; point++)
            points[point] = SparseVector.Of(corpus.Vectors.Row(point).Columns, corpus.Vectors.Row(point).Values);
        var trainer = new KMeansTrainer(settings);
        var model = trainer.Train(points, corpus.Model.Terms.Count, options.Run);
        return new SpeedCase(
            $"k = {settings.ClusterCount}, {points.Length:N0} points, {corpus.Vectors.EntryCount:N0} weights, {corpus.Model.Terms.Count:N0} dimensions, inertia {model.Inertia:F0}",
            () => trainer.Train(points, corpus.Model.Terms.Count, options.Run),
            () => Bare.OnThreads(options.Threads, _ => OnePass(corpus.Vectors.EntryCount / options.Threads, settings.ClusterCount)),
            "one pass of all points past all centres in the cache, of the many that it takes")
        {
            Finding = () => string.Create(CultureInfo.InvariantCulture, $"about the means       {InertiaAboutMeans(points, model, corpus.Model.Terms.Count),10:F0}   inertia as where centres are means, not of length 1"),
        };
    }

    /// <summary>Σ over clusters of n − ‖Σ x‖² / n: what k-means has that does not bring its centres to length 1.</summary>
    private static double InertiaAboutMeans(SparseVector[] points, ClusterModel model, int terms)
    {
        var inertia = 0d;
        for (var cluster = 0; cluster < model.Count; cluster++)
        {
            var (sum, count) = (new double[terms], 0);
            for (var point = 0; point < points.Length; point++)
            {
                if (model.Labels[point] != cluster) continue;
                count++;
                for (var at = 0; at < points[point].Count; at++) sum[points[point].Indices[at]] += points[point].Values[at];
            }
            if (count > 0) inertia += count - TensorPrimitives.SumOfSquares<double>(sum) / count;
        }
        return inertia;
    }

    private static void OnePass(int entries, int clusters)
    {
        var (centres, products) = (new float[clusters], new float[clusters]);
        for (var entry = 0; entry < entries; entry++) TensorPrimitives.MultiplyAdd(centres, 0.5f, products, products);
        GC.KeepAlive(products);
    }

    /// <summary>As the peer is measured.</summary>
    private sealed record Defaults
    {
        public int Clusters { get; init; } = 20;
        public int Restarts { get; init; } = 1;

        public KMeansSettings Settings => new() { ClusterCount = Clusters, Restarts = Restarts };
    }
}
