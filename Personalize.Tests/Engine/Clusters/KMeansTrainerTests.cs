using Personalize.Engine.Clusters;
using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Clusters;

public sealed class KMeansTrainerTests
{
    [Fact]
    public void Four_points_on_a_line_fall_into_the_clusters_worked_by_hand()
    {
        // {0, 1} and {10, 11}: centres .5 and 10.5, inertia 4 · .25 = 1.
        SparseVector[] points = [SparseVector.Empty, SparseVector.Of([0], [1]), SparseVector.Of([0], [10]), SparseVector.Of([0], [11])];
        var settings = new KMeansSettings { ClusterCount = 2, Geometry = KMeansGeometry.Euclidean };
        for (var seed = 0; seed < 20; seed++)
        {
            var model = new KMeansTrainer(settings).Train(points, 1, SmallShop.Run(seed));
            var labels = model.Labels;

            Assert.Equal(labels[0], labels[1]);
            Assert.Equal(labels[2], labels[3]);
            Assert.NotEqual(labels[1], labels[2]);
            Assert.Equal(.5, model.Centroids[labels[0], 0], 1e-6);
            Assert.Equal(10.5, model.Centroids[labels[2], 0], 1e-6);
            Assert.Equal(1, model.Inertia, 1e-5);
        }
    }

    [Fact]
    public void A_final_assignment_is_nearest_for_every_point()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var points = Drawn(new Random(seed), 100);
            var model = new KMeansTrainer(new KMeansSettings { ClusterCount = 7 }).Train(points, 10, SmallShop.Run(seed));

            for (var point = 0; point < points.Length; point++) Assert.Equal(model.Labels[point], model.Nearest(points[point]));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(8, 2)]
    [InlineData(200, 10)]
    [InlineData(2000, 32)]      // √1000 = 31.6
    [InlineData(100_000, 50)]
    public void Number_of_clusters_follows_the_rule(int points, int expected) =>
        Assert.Equal(expected, KMeansTrainer.CountFor(points));

    [Fact]
    public void Customers_without_direction_belong_nowhere()
    {
        var model = new KMeansTrainer(new KMeansSettings()).Train(
            [SparseVector.Empty, SparseVector.Of([0], [1]), SparseVector.Empty], 2, SmallShop.Run());

        Assert.Equal([-1, 0, -1], model.Labels.ToArray());
        Assert.Equal(1, model.SizeOf(0));
        Assert.Equal(-1, model.Nearest(SparseVector.Empty));
        Assert.Equal(-1, model.Nearest(SparseVector.Of([1], [1])));
    }

    [Fact]
    public void Nobody_with_direction_gives_no_clusters() =>
        Assert.Equal(0, new KMeansTrainer(new KMeansSettings()).Train([SparseVector.Empty], 2, SmallShop.Run()).Count);

    [Fact]
    public void No_cluster_is_left_empty()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var points = Drawn(new Random(seed), 30);
            var model = new KMeansTrainer(new KMeansSettings { ClusterCount = 10, Restarts = 1 }).Train(points, 10, SmallShop.Run(seed));

            Assert.Equal(points.Length, Enumerable.Range(0, model.Count).Sum(model.SizeOf));
            Assert.All(Enumerable.Range(0, model.Count), cluster => Assert.True(model.SizeOf(cluster) > 0));
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_bits_at_any_parallelism()
    {
        var points = Drawn(new Random(3), 500);
        var one = new KMeansTrainer(new KMeansSettings()).Train(points, 10, SmallShop.Run(9, threads: 1));
        var four = new KMeansTrainer(new KMeansSettings()).Train(points, 10, SmallShop.Run(9, threads: 4));

        Assert.Equal(one.Labels.ToArray(), four.Labels.ToArray());
        Assert.Equal(one.Centroids.Values.ToArray(), four.Centroids.Values.ToArray());
    }

    [Fact]
    public void Top_terms_name_the_cluster_strongest_first()
    {
        var model = new KMeansTrainer(new KMeansSettings { ClusterCount = 1 }).Train(
            [SparseVector.Of([0, 2], [0.6f, 0.8f])], 4, SmallShop.Run());

        Assert.Equal([2, 0], model.TopTerms(0, 5));
    }

    private static SparseVector[] Drawn(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => SparseVector.Of(
            [.. Enumerable.Range(0, 10)], [.. Enumerable.Range(0, 10).Select(_ => (float)Math.Pow(random.NextDouble(), 3) + 1e-3f)]).Normalised())];
}
