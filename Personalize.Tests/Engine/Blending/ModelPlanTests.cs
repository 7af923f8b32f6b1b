using Personalize.Engine;
using Personalize.Engine.Blending;
using Personalize.Engine.Interactions;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Blending;

public sealed class ModelPlanTests
{
    // 240 customers, 120 items; 126 days.
    private static readonly TrainingSet Shop = SmallShop.Make(daysBetween: 18).Input.Activities;
    private static readonly int Pairs = Shop.Interactions.EntryCount;
    private static readonly ModelSettings Enough = new() { FewestPairsForFactors = 1 };

    [Fact]
    public void What_fits_is_chosen_in_a_fixed_order_and_says_what_it_learns_from()
    {
        var plan = ModelPlan.For(Shop, Enough);

        Assert.Equal(["ease", "ials", "item-knn", "user-knn", "transitions", "repeat", "explore-ranker"], plan.Chosen.Select(chosen => chosen.Name));
        Assert.Equal(["ease", "ials", "item-knn", "user-knn", "pure-svd", "transitions", "repeat", "explore-ranker"], plan.Decisions.Select(decision => decision.Model));
        Assert.Equal(FormattableString.Invariant($"trained on {Pairs:N0} pairs of 240 customers and 120 items"), Why(plan, "ease"));
    }

    [Fact]
    public void Shares_are_those_of_the_settings_and_what_has_to_earn_its_place_has_none()
    {
        var shares = ModelPlan.For(Shop, Enough).Chosen.ToDictionary(chosen => chosen.Name, chosen => chosen.Share);

        // .6 in the proportions 3, 2, 1, 1 and 1.
        Assert.Equal(.6 * 3 / 8, shares["ease"], 1e-12);
        Assert.Equal(.6 / 8, shares["transitions"], 1e-12);
        Assert.Equal((0, 0), (shares["repeat"], shares["explore-ranker"]));
        Assert.Equal(["explore-ranker"], ModelPlan.For(Shop, Enough).Chosen.Where(chosen => chosen.MustEarn).Select(chosen => chosen.Name));
    }

    [Fact]
    public void Few_pairs_leave_everything_out()
    {
        var plan = ModelPlan.For(Shop, new() { FewestPairs = Pairs + 1, FewestPairsForFactors = Pairs + 2 });

        Assert.Empty(plan.Chosen);
        Assert.All(plan.Decisions, decision => Assert.False(decision.Trained));
        foreach (var model in (string[])["ease", "item-knn", "user-knn", "transitions", "repeat", "explore-ranker"])
            Assert.Equal(FormattableString.Invariant($"left out: {Pairs:N0} pairs of customer and item are too few, {Pairs + 1:N0} are needed"), Why(plan, model));
        Assert.Equal(FormattableString.Invariant($"left out: {Pairs:N0} pairs say too little for factors, {Pairs + 2:N0} are needed"), Why(plan, "ials"));
    }

    [Fact]
    public void As_many_pairs_as_are_needed_are_enough()
    {
        var plan = ModelPlan.For(Shop, new() { FewestPairs = Pairs, FewestPairsForFactors = Pairs });

        Assert.Equal(7, plan.Chosen.Count);
    }

    [Fact]
    public void Many_items_are_served_by_factors_instead_of_ease()
    {
        var plan = ModelPlan.For(Shop, Enough with { EaseMostItems = 119 });

        Assert.Equal("left out: its memory grows with the square of the items, and 120 are more than 119", Why(plan, "ease"));
        Assert.Contains(plan.Chosen, chosen => chosen.Name == "pure-svd");
        Assert.Equal("left out: ease says the same more exactly, and fits", Why(ModelPlan.For(Shop, Enough with { EaseMostItems = 120 }), "pure-svd"));
    }

    [Fact]
    public void Many_customers_are_not_compared_within_a_request()
    {
        var plan = ModelPlan.For(Shop, Enough with { NeighbourMostCustomers = 239 });

        foreach (var model in (string[])["user-knn", "repeat", "explore-ranker"])
            Assert.Equal("left out: 240 customers are too many to look for similar ones within a request, at most 239", Why(plan, model));
        Assert.Equal(7, ModelPlan.For(Shop, Enough with { NeighbourMostCustomers = 240 }).Chosen.Count);
    }

    [Fact]
    public void Without_times_nothing_is_learnt_from_their_order()
    {
        var plan = ModelPlan.For(Shop with { Events = EventLog.Empty }, Enough);

        foreach (var model in (string[])["transitions", "repeat", "explore-ranker"])
            Assert.Equal("left out: it learns from the order of activities, and their times are not known", Why(plan, model));
    }

    [Fact]
    public void A_ranker_needs_months_to_look_back_on()
    {
        // Seven steps of 17 days are 119 days.
        var plan = ModelPlan.For(SmallShop.Make(daysBetween: 17).Input.Activities, Enough);

        Assert.Equal("left out: it learns from what came true in past months, and 119 days say too little of them, 120 are needed", Why(plan, "explore-ranker"));
    }

    private static string Why(ModelPlan plan, string model) => plan.Decisions.Single(decision => decision.Model == model).Why;
}
