using Personalize.Engine.Clusters;
using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Clusters;

public sealed class SilhouetteTests
{
    private static readonly SparseVector[] Points =
    [
        SparseVector.Of([0], [1]), SparseVector.Of([0, 1], [.8f, .6f]), SparseVector.Of([1], [1]),
    ];

    [Fact]
    public void Three_points_are_judged_as_worked_by_hand()
    {
        // Distances: ab 1 − .8 = .2, ac 1, bc .4. a: (1 − .2) / 1 = .8. b: (.4 − .2) / .4 = .5. c is alone: 0.
        Assert.Equal(1.3 / 3, Of(0, 0, 1), 1e-6);
    }

    [Fact]
    public void A_point_nearer_to_the_others_than_to_its_own_is_below_zero()
    {
        // With a and c together: a has own 1, other .2: −.8. c has own 1, other .4: −.6. b is alone.
        Assert.Equal(-1.4 / 3, Of(0, 1, 0), 1e-6);
    }

    [Fact]
    public void One_cluster_has_none() => Assert.True(double.IsNaN(Of(0, 0, 0)));

    private static double Of(params int[] labels) => Silhouette.Of(PointProducts.Of(Points, SmallShop.Run()), labels, 2);
}
