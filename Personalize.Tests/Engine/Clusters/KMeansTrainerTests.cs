using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Clusters;
using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Clusters;

public sealed class KMeansTrainerTests
{
    [Fact]
    public void Four_directions_fall_into_the_clusters_worked_by_hand()
    {
        // a = (1, 0) and b = (.96, .28) add up to (1.96, .28), of length √3.92: the centre is (.989949, .141421), at cosine
        // .989949 from either. c and d are their mirror images. Inertia = 4 · (2 − 2 · .989949) = .080404.
        SparseVector[] points =
        [
            SparseVector.Of([0], [1]), SparseVector.Of([0, 1], [.96f, .28f]), SparseVector.Of([1], [1]), SparseVector.Of([0, 1], [.28f, .96f]),
        ];
        for (var seed = 0; seed < 20; seed++)
        {
            var model = new KMeansTrainer(new KMeansSettings { ClusterCount = 2 }).Train(points, 2, SmallShop.Run(seed));
            var labels = model.Labels;

            Assert.Equal(labels[0], labels[1]);
            Assert.Equal(labels[2], labels[3]);
            Assert.NotEqual(labels[1], labels[2]);
            Assert.Equal(.989949, model.Centroids[labels[0], 0], 1e-6);
            Assert.Equal(.141421, model.Centroids[labels[0], 1], 1e-6);
            Assert.Equal(.989949, model.Centroids[labels[2], 1], 1e-6);
            Assert.Equal(.080404, model.Inertia, 1e-5);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void A_point_is_placed_later_where_it_was_placed_in_training(int entries)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var points = Drawn(new Random(seed), 100);
            var settings = new KMeansSettings { ClusterCount = 7, EntriesPerPoint = entries };
            var model = new KMeansTrainer(settings).Train(points, 10, SmallShop.Run(seed));

            for (var point = 0; point < points.Length; point++) Assert.Equal(model.Labels[point], model.Nearest(points[point]));
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.All<KMeansSettings>(
            [
                new() { ClusterCount = -1 }, new() { Restarts = 0 }, new() { MaxIterations = 0 }, new() { LeastGain = double.NaN },
                new() { LeastGain = -1 }, new() { EntriesPerPoint = 0 },
            ],
            settings => Assert.Throws<ValidationException>(() => new KMeansTrainer(settings)));
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

            Assert.Equal(Enumerable.Range(0, model.Count), model.Labels.ToArray().Distinct().Order());
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
