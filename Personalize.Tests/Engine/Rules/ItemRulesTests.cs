using Personalize.Engine.Interactions;
using Personalize.Engine.Rules;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Rules;

public sealed class ItemRulesTests
{
    private static readonly DateTimeOffset Now = SmallShop.AsOf;

    [Fact]
    public void The_first_rule_that_takes_an_item_away_is_the_one_that_is_told()
    {
        var rules = new ItemRules
        {
            Unavailable = new Dictionary<int, string> { [1] = "out of stock" },
            Owned = new HashSet<int> { 1, 5 },
            Cooldowns = new Dictionary<int, TimeSpan> { [1] = TimeSpan.FromDays(30), [2] = TimeSpan.FromDays(30), [5] = TimeSpan.FromDays(30) },
            Dismissed = new Dictionary<int, DateTimeOffset> { [2] = Now, [3] = Now },
            Shown = new Dictionary<int, int> { [3] = 9, [4] = 9 },
            MostShown = 9,
        };

        var verdicts = rules.Excluded(Bought((1, 5), (2, 5), (5, 5)));

        Assert.Equal(
            [(1, RuleKind.Unavailable), (2, RuleKind.Cooldown), (3, RuleKind.Dismissed), (4, RuleKind.Frequency), (5, RuleKind.Owned)],
            verdicts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Kind)));
        Assert.Equal("out of stock", verdicts[1].Why);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    [InlineData(400, false)]
    public void What_is_bought_once_comes_back_after_its_time(int daysAgo, bool excluded) => Assert.Equal(
        excluded, new ItemRules { Cooldowns = new Dictionary<int, TimeSpan> { [2] = TimeSpan.FromDays(30) } }.Excluded(Bought((2, daysAgo), (3, daysAgo))).ContainsKey(2));

    [Fact]
    public void What_is_consumed_may_be_bought_again_at_once() => Assert.Empty(ItemRules.None.Excluded(Bought((2, 0))));

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public void A_dismissal_holds_for_ninety_days(int daysAgo, bool excluded) => Assert.Equal(
        excluded, new ItemRules { Dismissed = new Dictionary<int, DateTimeOffset> { [2] = Now.AddDays(-daysAgo) } }.Excluded(Bought()).ContainsKey(2));

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void An_item_is_shown_so_often_and_no_more(int times, bool excluded) => Assert.Equal(
        excluded, new ItemRules { Shown = new Dictionary<int, int> { [2] = times }, MostShown = 3 }.Excluded(Bought()).ContainsKey(2));

    [Fact]
    public void A_pin_takes_its_place_and_the_others_keep_their_order() =>
        Assert.Equal([5, 8, 6, 7], new ItemRules { Pins = new Dictionary<int, int> { [2] = 8 } }.Place([5, 6, 7, 8, 9], new HashSet<int>(), 4));

    [Fact]
    public void A_pin_beyond_the_list_or_of_an_item_that_is_not_ranked_is_passed_over() => Assert.Equal(
        [5, 6], new ItemRules { Pins = new Dictionary<int, int> { [9] = 6, [1] = 77, [0] = 6 } }.Place([5, 6], new HashSet<int>(), 5));

    [Fact]
    public void Repeats_take_their_places_and_fill_the_rest_only_where_nothing_else_is_left()
    {
        var rules = new ItemRules { MostRepeats = 1 };
        var history = new HashSet<int> { 1, 2, 3 };

        Assert.Equal([1, 7, 8], rules.Place([1, 2, 3, 7, 8], history, 3));
        Assert.Equal([1, 7, 2], rules.Place([1, 2, 3, 7], history, 3));
    }

    [Fact]
    public void A_pinned_repeat_takes_one_of_the_places_of_repeats() => Assert.Equal(
        [7, 3, 8], new ItemRules { MostRepeats = 1, Pins = new Dictionary<int, int> { [2] = 3 } }.Place([1, 7, 8, 3], new HashSet<int> { 1, 3 }, 3));

    [Fact]
    public void What_was_bought_before_the_events_begin_is_a_repeat_as_well()
    {
        var models = SmallShop.Make().Train();
        var query = QueryFactory.Build(models, new CustomerFacts { History = [new ItemTouch(0, ActivityKind.View, Now)] }, Now);
        int[] Listed(ItemRules rules) => [.. Recommender.Recommend(models, query, new RecommendationRequest { Rules = rules }).Items.Select(item => item.Item)];
        var free = Listed(ItemRules.None);

        var limited = Listed(new ItemRules { MostRepeats = 1, Had = free[..3].ToHashSet() });

        Assert.Equal([free[0], .. free[3..]], limited[..8]);
    }

    [Fact]
    public void Places_for_repeats_are_for_what_was_bought_and_not_for_what_was_looked_at()
    {
        var models = SmallShop.Make().Train();
        ItemTouch[] history = [.. Enumerable.Range(0, 12).Select(item => new ItemTouch(item, item < 6 ? ActivityKind.Purchase : ActivityKind.View, Now))];
        var query = QueryFactory.Build(models, new CustomerFacts { History = history }, Now);
        RecommendationList Listed(int? most) => Recommender.Recommend(models, query, new RecommendationRequest { Rules = new ItemRules { MostRepeats = most } });

        Assert.True(Listed(null).Items.Count(item => item.Item < 6) > 1);
        Assert.Equal(1, Listed(1).Items.Count(item => item.Item < 6));
        Assert.Equal(Listed(null).Items.Where(item => item.Item is >= 6 and < 12).Select(item => item.Item).Order(),
            Listed(1).Items.Where(item => item.Item is >= 6 and < 12).Select(item => item.Item).Order().Intersect(Listed(null).Items.Select(item => item.Item)));
    }

    [Fact]
    public void A_list_under_rules_leaves_out_what_they_say_and_explains_the_rest_truly()
    {
        var models = SmallShop.Make().Train();
        var query = QueryFactory.Build(models, new CustomerFacts { History = [new(0, ActivityKind.Purchase, Now)] }, Now);
        var best = Recommender.Recommend(models, query, new RecommendationRequest()).Items[0].Item;
        var list = Recommender.Recommend(models, query, new RecommendationRequest
        {
            Rules = new ItemRules { Unavailable = new Dictionary<int, string> { [best] = "recalled" }, Pins = new Dictionary<int, int> { [1] = 119 } },
        });

        Assert.Equal(119, list.Items[0].Item);
        Assert.DoesNotContain(list.Items, item => item.Item == best);
        Assert.Equal("recalled", list.Ruled[best].Why);
        Assert.All(list.Items, item => Assert.Equal(models.Hybrid.Judge(query, item.Item, 0).Score, item.Score));
    }

    private static RecommendationQuery Bought(params (int Item, int DaysAgo)[] purchases) => new()
    {
        ModelVersion = 1,
        Now = Now.ToUnixTimeSeconds(),
        Events = purchases.OrderByDescending(bought => bought.DaysAgo)
            .Select(bought => new ItemEvent(bought.Item, ActivityKind.Purchase, 1, Now.AddDays(-bought.DaysAgo).ToUnixTimeSeconds())).ToArray(),
    };
}
