using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class CategoryCalibrationTests
{
    // Items 0 and 1 are of category 0, items 2 and 3 of category 1, item 4 of none.
    private static readonly int[] CategoryOf = [0, 0, 1, 1, -1];

    [Fact]
    public void Shares_leave_out_what_has_no_category() => Assert.Equal([2d / 3, 1d / 3], CategoryCalibration.Shares([0, 1, 2, 4], CategoryOf, 2));

    // q̃ = .99·(.25, .75) + .01·(.75, .25) = (.255, .745): .75·ln(.75 / .255) + .25·ln(.25 / .745) = .809107 − .272981.
    [Fact]
    public void Divergence_by_hand() => Assert.Equal(0.536126, CategoryCalibration.Divergence([0.75, 0.25], [0.25, 0.75]), 6);

    [Fact]
    public void A_list_that_mixes_like_the_history_diverges_by_nothing() => Assert.Equal(0, CategoryCalibration.Divergence([0.7, 0.3, 0], [0.7, 0.3, 0]), 12);

    [Fact]
    public void A_list_of_nothing_that_the_customer_knows_diverges_by_the_logarithm_of_a_hundred() =>
        Assert.Equal(Math.Log(100), CategoryCalibration.Divergence([1, 0], [0, 1]), 12);

    [Fact]
    public void A_history_without_categories_says_nothing() => Assert.Equal(double.NaN, CategoryCalibration.Divergence(CategoryCalibration.Shares([4], CategoryOf, 2), [1, 0]));

    [Fact]
    public void Unlike_numbers_of_categories_are_refused() => Assert.Throws<ArgumentException>(() => CategoryCalibration.Divergence([1], [0.5, 0.5]));
}
