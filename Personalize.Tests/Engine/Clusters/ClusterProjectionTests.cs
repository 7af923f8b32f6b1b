using Personalize.Engine.Clusters;
using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Clusters;

public sealed class ClusterProjectionTests
{
    [Fact]
    public void A_rectangle_keeps_its_sides()
    {
        // Around (3, 3) lie (±2, ±1). XXᵀ of the centred points has the eigenvalues 4·2² = 16 and 4·1² = 4, so the first
        // component is the long side with 16 / 20 of the variance.
        var map = Of(At(5, 4), At(5, 2), At(1, 4), At(1, 2));

        AssertNear([2, 2, -2, -2], map.X);
        AssertNear([1, -1, 1, -1], map.Y);
        Assert.Equal(.8, map.ShareOfX, 1e-6);
        Assert.Equal(.2, map.ShareOfY, 1e-6);
    }

    [Fact]
    public void Points_on_a_line_have_one_component()
    {
        var map = Of(SparseVector.Empty, SparseVector.Of([0], [2]), SparseVector.Of([0], [4]));

        // The centre is 2.
        AssertNear([2, 0, -2], map.X);
        AssertNear([0, 0, 0], map.Y);
        Assert.Equal(1, map.ShareOfX, 1e-6);
    }

    [Fact]
    public void Equal_points_lie_on_each_other_and_share_no_variance()
    {
        var map = Of(At(.6f, .8f), At(.6f, .8f), At(.6f, .8f));

        AssertNear([0, 0, 0], map.X);
        Assert.True(double.IsNaN(map.ShareOfX));
    }

    private static SparseVector At(float x, float y) => SparseVector.Of([0, 1], [x, y]);

    private static ClusterProjection Of(params SparseVector[] points)
    {
        var run = SmallShop.Run();
        return ClusterProjection.Of(PointProducts.Of(points, run), run);
    }

    // Either end of a component may be the positive one.
    private static void AssertNear(double[] expected, ReadOnlySpan<double> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var sign = expected[0] * found[0] < 0 ? -1 : 1;
        for (var at = 0; at < expected.Length; at++) Assert.Equal(expected[at], sign * found[at], 1e-5);
    }
}
