using Personalize.Engine.Scoring;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Recommendations;

public sealed class ReasonTextTests
{
    private static readonly ReasonText Hiker = new(
        new HashSet<string>(StringComparer.Ordinal) { "hiking", "camping", "science", "fiction" },
        hasHistory: true, clusterName: "running", period: "this fortnight",
        touched: number => number switch { 1 => new TouchedItem("Coffee mug", Bought: true), 2 => new TouchedItem("Grinder", Bought: true), 3 => new TouchedItem("Teapot", Bought: false), _ => null });

    [Fact]
    public void Declared_interests_are_named() => Assert.Equal(
        ["Matches your interest in hiking and camping"],
        Sentences(Part(0.8, new Reason.SharedTerm("hiking", 0.3), new Reason.SharedTerm("boots", 0.2), new Reason.SharedTerm("camping", 0.1))));

    [Fact]
    public void A_phrase_is_not_said_twice() => Assert.Equal(
        ["Matches your interest in science fiction"],
        Sentences(Part(0.8, new Reason.SharedTerm("science", 0.3), new Reason.SharedTerm("science fiction", 0.3), new Reason.SharedTerm("fiction", 0.2))));

    [Fact]
    public void Learnt_interests_are_not_called_declared() => Assert.Equal(
        ["Similar to what you looked at: boots and trail"],
        Sentences(Part(0.8, new Reason.SharedTerm("boots", 0.3), new Reason.SharedTerm("trail", 0.2))));

    [Fact]
    public void A_cluster_is_named_by_what_it_likes() => Assert.Equal(
        ["Popular with customers who like running"], Sentences(Part(0.8, new Reason.LikeMinded(3, 2.5, 0.8))));

    [Fact]
    public void What_one_looked_at_goes_with_other_things_and_not_with_itself()
    {
        Assert.Equal(
            ["Goes with Coffee mug, which you bought"],
            Hiker.Sentences(new Recommendation(3, 0.8, [Part(0.8, new Reason.BecauseOf(3, 1, 0.9), new Reason.BecauseOf(1, 0.5, 0.1))])));
        Assert.Equal(
            ["You looked at it before"], Hiker.Sentences(new Recommendation(3, 0.8, [Part(0.8, new Reason.BecauseOf(3, 1, 0.9))])));
    }

    [Theory]
    [InlineData(2300, "2,300 activities a day")]
    [InlineData(37.4, "37 activities a day")]
    [InlineData(9.96, "10 activities a day")]
    [InlineData(3.42, "3.4 activities a day")]
    [InlineData(0.5, "3.5 activities a week")]
    [InlineData(0.01, "less than one activity a week")]
    public void The_pace_is_honest(double perDay, string expected) => Assert.Equal(expected, ReasonText.Pace(perDay));

    [Fact]
    public void Strongest_first_at_most_two_and_none_below_fifteen_percent()
    {
        var sentences = Sentences(
            Part(0.1, new Reason.SharedTerm("hiking", 1)),
            Part(0.3, new Reason.Trending(20, 1)),
            Part(0.6, new Reason.LikeMinded(1, 2, 1)));

        Assert.Equal(["Popular with customers who like running", "Popular this fortnight: 20 activities a day"], sentences);
    }

    [Fact]
    public void Items_of_the_own_history_are_named_by_what_they_add_up_to_over_all_scorers() => Assert.Equal(
        // .4 shared 3 : 1 is .3 and .1; with .15 from the other scorer item 2 has .25.
        ["Goes with Coffee mug and Grinder, which you bought"],
        Sentences(
            Part(0.4, new Reason.BecauseOf(1, 0.5, 0.03), new Reason.BecauseOf(2, 0.1, 0.01)),
            Part(0.15, new Reason.BecauseOf(2, 0.5, 7))));

    [Fact]
    public void What_was_not_bought_was_looked_at_and_what_has_no_name_is_not_named() => Assert.Equal(
        ["Goes with Teapot, which you looked at"],
        Sentences(Part(0.8, new Reason.BecauseOf(9, 0.5, 0.3), new Reason.BecauseOf(3, 0.1, 0.2))));

    [Fact]
    public void Similar_customers_are_counted() => Assert.Equal(
        ["Chosen by 23 customers with a history like yours"], Sentences(Part(0.8, new Reason.SimilarCustomers(23, 0.4, 0.8))));

    [Theory]
    [InlineData(1, 0.4, "You had it once, last within a day")]
    [InlineData(12, 1.5, "You had it 12 times, last a day ago")]
    [InlineData(1200, 33.9, "You had it 1,200 times, last 33 days ago")]
    public void What_was_had_before_is_counted(int times, double days, string expected) =>
        Assert.Equal([expected], Sentences(Part(0.8, new Reason.BoughtBefore(times, days, 0.8))));

    [Fact]
    public void What_comes_next_names_what_it_comes_after() =>
        Assert.Equal(["Often next after Grinder"], Sentences(Part(0.8, new Reason.OftenNext(9, 0.5), new Reason.OftenNext(2, 0.3))));

    [Fact]
    public void Two_weak_scorers_of_one_kind_speak_together()
    {
        // .1 + .1 of 1 is above 15 % together, neither is alone.
        var sentences = Sentences(
            Part(0.8, new Reason.Trending(20, 1)), Part(0.1, new Reason.BecauseOf(1, 1, 1)), Part(0.1, new Reason.BecauseOf(1, 1, 1)));

        Assert.Equal(["Popular this fortnight: 20 activities a day", "Goes with Coffee mug, which you bought"], sentences);
    }

    [Fact]
    public void A_scorer_with_several_kinds_of_reasons_says_each() => Assert.Equal(
        ["Goes with Coffee mug, which you bought", "Chosen by 23 customers with a history like yours"],
        Sentences(Part(0.8, new Reason.BecauseOf(1, 0.5, 2), new Reason.SimilarCustomers(23, 0.4, 1), new Reason.Trending(20, 0.1))));

    [Fact]
    public void There_is_always_a_sentence() => Assert.Single(Sentences(Part(0)));

    private static IReadOnlyList<string> Sentences(params ScorePart[] parts) =>
        Hiker.Sentences(new Recommendation(0, parts.Sum(part => part.Contribution), parts));

    private static ScorePart Part(double contribution, params Reason[] reasons) =>
        new("any", Weight: 1, Calibrated: contribution, contribution, reasons);
}
