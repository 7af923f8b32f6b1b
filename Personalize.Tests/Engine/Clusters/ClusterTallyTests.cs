using Personalize.Engine.Clusters;

namespace Personalize.Tests.Engine.Clusters;

public sealed class ClusterTallyTests
{
    [Fact]
    public void Shares_are_held_against_everybody_also_those_without_a_cluster()
    {
        var tally = new ShareTally(clusterCount: 2, binCount: 3);
        foreach (var (cluster, bin) in new[] { (0, 0), (0, 0), (0, 2), (1, 2), (-1, 2) }) tally.Add(cluster, bin);

        var first = tally.Of(0, 0);

        // 2 of 3 against 2 of 5.
        Assert.Equal(new ShareContrast(2, 3, 2, 5), first);
        Assert.Equal(2d / 3 - 2d / 5, first.Difference, 1e-12);
        Assert.Equal(new ShareContrast(0, 1, 0, 5), tally.Of(1, 1));
        Assert.Equal(-0d, tally.Of(1, 1).Difference);
    }

    [Fact]
    public void What_was_not_counted_has_no_share()
    {
        var tally = new ShareTally(clusterCount: 1, binCount: 1);
        tally.Add(-1, 0);

        Assert.True(double.IsNaN(tally.Of(0, 0).Share) && double.IsNaN(tally.Of(0, 0).Difference));
        Assert.Equal(1, tally.Of(0, 0).AllShare);
    }

    [Fact]
    public void Places_outside_are_refused()
    {
        var tally = new ShareTally(clusterCount: 1, binCount: 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Add(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Add(-2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Add(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanTally(1).Add(1, 0));
    }

    [Fact]
    public void Means_leave_out_what_is_unknown()
    {
        var tally = new MeanTally(clusterCount: 2);
        foreach (var (cluster, value) in new[] { (0, .2), (0, .6), (0, double.NaN), (-1, .7) }) tally.Add(cluster, value);

        // .4 of 2 against .5 of 3.
        Assert.Equal((.4, 2L, .5, 3L), (Math.Round(tally.Of(0).Mean, 12), tally.Of(0).Count, Math.Round(tally.Of(0).AllMean, 12), tally.Of(0).AllCount));
        Assert.True(double.IsNaN(tally.Of(1).Mean) && tally.Of(1).Count == 0);
    }
}
