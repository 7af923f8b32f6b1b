using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Scoring;

public sealed class SpecificationEnsembleTests
{
    [Fact]
    public void A_missing_component_is_renormalised_away_as_worked_by_hand() =>
        // (.5, .3) / .8 = (.625, .375); .625 · .8 + .375 · .4 = .65
        Assert.Equal(.65, SpecificationEnsemble.Combine([.5, .3, .2], [.8, .4, double.NaN]), 1e-12);

    [Fact]
    public void With_all_present_it_is_the_weighted_sum() =>
        Assert.Equal(.5 * .8 + .3 * .4 + .2 * .1, SpecificationEnsemble.Combine([.5, .3, .2], [.8, .4, .1]), 1e-12);

    [Fact]
    public void With_none_present_it_is_undefined()
    {
        Assert.Equal(double.NaN, SpecificationEnsemble.Combine([1], [double.NaN]));
        Assert.Equal(double.NaN, SpecificationEnsemble.Combine([], []));
    }

    [Fact]
    public void One_weight_per_component_is_demanded() =>
        Assert.Throws<ArgumentException>(() => SpecificationEnsemble.Combine([1], []));
}
