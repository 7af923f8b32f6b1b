using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class ListMetricsTests
{
    [Fact]
    public void Gini_of_0_1_2_7_is_55_hundredths()
    {
        // Σ (2i − n − 1)·x = −3·0 − 1·1 + 1·2 + 3·7 = 22; n·Σx = 40.
        Assert.Equal(0.55, ListMetrics.Gini([2, 0, 7, 1]), 1e-12);
    }

    [Fact]
    public void Even_exposure_has_Gini_0_and_none_has_no_Gini()
    {
        Assert.Equal(0, ListMetrics.Gini([3, 3, 3]), 1e-12);
        Assert.Equal(double.NaN, ListMetrics.Gini([0, 0]));
    }

    [Fact]
    public void Coverage_is_the_share_of_items_shown()
    {
        Assert.Equal(0.75, ListMetrics.Coverage([0, 1, 2, 7]));
        Assert.Equal(double.NaN, ListMetrics.Coverage([]));
    }

    [Fact]
    public void An_item_of_a_quarter_of_the_customers_is_worth_two_bits() =>
        Assert.Equal(2, ListMetrics.Novelty([1], [8, 2], customers: 8, k: 10), 1e-12);

    [Fact]
    public void Novelty_reads_the_first_k_only()
    {
        // 0 bits and 3 bits; the third, of 1 bit, is beyond.
        Assert.Equal(1.5, ListMetrics.Novelty([0, 1, 2], [8, 1, 4], customers: 8, k: 2), 1e-12);
        Assert.Equal(double.NaN, ListMetrics.Novelty([], [8], customers: 8, k: 2));
    }

    [Fact]
    public void Diversity_is_the_mean_distance_of_pairs()
    {
        // Rows {0}, {0, 1}, {2}: cosines 1/√2, 0 and 0.
        var builder = new InteractionMatrixBuilder(3, 3);
        builder.Add(0, 0, 1);
        builder.Add(1, 0, 1);
        builder.Add(1, 1, 1);
        builder.Add(2, 2, 1);
        var vectors = builder.Build();

        Assert.Equal((3 - 1 / Math.Sqrt(2)) / 3, ListMetrics.Diversity([0, 1, 2], vectors, 3), 1e-9);
        Assert.Equal(1 - 1 / Math.Sqrt(2), ListMetrics.Diversity([0, 1, 2], vectors, 2), 1e-9);
        Assert.Equal(double.NaN, ListMetrics.Diversity([0], vectors, 3));
    }
}
