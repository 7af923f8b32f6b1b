using Personalize.Engine.Evaluation;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class PromotionTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);
    private static readonly Promotion.Trained Serving = new(100, 50, Day, Of(mean: 0.30, low: 0.28));

    [Theory]
    [InlineData(0.28, true)]
    [InlineData(0.2799, false)]
    public void New_models_serve_when_they_reach_the_lower_end_of_those_before(double mean, bool serves)
    {
        var decided = Promotion.Decide(Serving with { Trial = Of(mean, low: 0.2) }, Serving);

        Assert.Equal(serves, decided.Serves);
        Assert.Contains("0.2800", decided.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(110, 50, 7, false)]
    [InlineData(111, 50, 7, true)]
    [InlineData(100, 56, 7, true)]
    [InlineData(100, 50, 8, true)]
    public void Worse_ones_serve_when_the_data_is_other_data_or_the_old_ones_grew_old(int customers, int items, int days, bool serves) =>
        Assert.Equal(serves, Promotion.Decide(new(customers, items, Day.AddDays(days), Of(mean: 0.1, low: 0.05)), Serving).Serves);

    [Fact]
    public void What_was_not_measured_stops_nothing()
    {
        Assert.True(Promotion.Decide(Serving, serving: null).Serves);
        Assert.True(Promotion.Decide(Serving with { Trial = null }, Serving).Serves);
        Assert.True(Promotion.Decide(Serving with { Trial = Of(0.1, 0) }, Serving with { Trial = null }).Serves);
    }

    [Fact]
    public void A_trial_comes_back_from_its_text_as_it_was_with_figures_that_have_no_interval()
    {
        var trial = Of(0.3, 0.28);

        var read = TrialJson.Read(TrialJson.Write(trial))!;

        Assert.Equal((trial.Split, trial.Customers), (read.Split, read.Customers));
        Assert.Equal(trial.Models[0].Metrics, read.Models[0].Metrics);
        Assert.Null(TrialJson.Read(TrialJson.Write(null)));
    }

    private static ModelTrial Of(double mean, double low) => new(
        "cut 2026-03-01", 1234,
        [new("hybrid", [new(ModelTrial.Decisive, mean, low, mean + 0.02, 1234, 0), new("coverage@10", 0.5, double.NaN, double.NaN, 1234, 0)])], []);
}
