using Personalize.Engine.Engagement;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Ratings;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class SplitTests
{
    private static readonly EventWeighing Weighing = new(ActivityWeights.Specification, RatePerDay: 0);
    private static readonly DateTimeOffset Cut = DateTimeOffset.FromUnixTimeSeconds(1000);

    // Customer a: items 0 and 1 at 100, 2 at 500, 0 and 3 at 1000. b: item 3 at 1200. c: item 2 at 999, views 1 at 1001, buys 0 at 2000.
    private static TrainingSet Data()
    {
        (int, ItemEvent)[] events =
        [
            Bought(0, 0, 100), Bought(0, 1, 100), Bought(0, 2, 500), Bought(0, 0, 1000), Bought(0, 3, 1000),
            Bought(1, 3, 1200),
            Bought(2, 2, 999), (2, new ItemEvent(1, ActivityKind.View, 1, 1001)), Bought(2, 0, 2000),
        ];
        var log = EventLog.Of(3, 4, events);
        return new TrainingSet(Weighing.Weigh(log, 4), Vocabulary.Of(["a", "b", "c"]), Vocabulary.Of(["w", "x", "y", "z"]), SmallShop.AsOf) { Events = log };
    }

    private static (int, ItemEvent) Bought(int customer, int item, long at) => (customer, new ItemEvent(item, ActivityKind.Purchase, 1, at));

    private static int[] TruthOf(Fold fold, int customer) => fold.Cases.Single(tried => tried.Customer == customer).Truth.Items.ToArray();

    [Fact]
    public void A_time_cut_trains_on_nothing_of_the_cut_or_later()
    {
        var fold = new TimeCut(Cut, TimeSpan.FromSeconds(1000)).Split(Data(), Weighing);

        Assert.Equal(4, fold.Train.Events.Count);
        Assert.All(Enumerable.Range(0, 3), customer => Assert.All(fold.Train.Events.Of(customer).ToArray(), happened => Assert.True(happened.At < 1000)));
        Assert.Equal(Cut, fold.Train.AsOf);
    }

    [Fact]
    public void A_time_cut_asks_for_known_items_of_known_customers_within_the_horizon()
    {
        var fold = new TimeCut(Cut, TimeSpan.FromSeconds(1000)).Split(Data(), Weighing);

        // Item 3 was never sold before; customer b is new; c's purchase at 2000 is one past the end, and the view is no purchase.
        Assert.Equal([0], TruthOf(fold, 0));
        Assert.Single(fold.Cases);
    }

    [Fact]
    public void All_kinds_count_where_none_is_named()
    {
        var fold = new TimeCut(Cut, TimeSpan.FromSeconds(1001)) { Wanted = null }.Split(Data(), Weighing);

        Assert.Equal([0, 1], TruthOf(fold, 2));
    }

    [Fact]
    public void The_last_basket_is_all_that_was_bought_in_the_last_second()
    {
        var fold = LeaveLast.Basket.Split(Data(), Weighing);

        // b has one basket and c three; a's last holds items 0 and 3.
        Assert.Equal([0, 3], TruthOf(fold, 0));
        Assert.Equal([0], TruthOf(fold, 2));
        Assert.Equal(2, fold.Cases.Count);
        Assert.Equal([0, 1, 2], fold.Cases[0].Items.ToArray());
    }

    [Fact]
    public void The_last_event_is_one_item_and_the_rest_stays()
    {
        var fold = LeaveLast.One.Split(Data(), Weighing);

        Assert.Equal([3], TruthOf(fold, 0));
        Assert.Equal(4, fold.Train.Events.Of(0).Length);
        Assert.Equal(1, fold.Train.Events.Of(1).Length);
    }

    [Fact]
    public void A_split_by_time_needs_times()
    {
        var data = Data() with { Events = EventLog.Empty };

        Assert.Throws<ArgumentException>(() => LeaveLast.One.Split(data, Weighing));
        Assert.Throws<ArgumentException>(() => new TimeCut(Cut, TimeSpan.FromDays(1)).Split(data, Weighing));
    }

    [Fact]
    public void Weights_decay_from_the_customers_own_newest_event()
    {
        var log = EventLog.Of(1, 2, [Bought(0, 0, 0), Bought(0, 1, 86400), Bought(0, 1, 86400)]);
        var row = new EventWeighing(ActivityWeights.Specification, RatePerDay: 0.1).Weigh(log, 2).Row(0);

        Assert.Equal(MathF.Exp(-0.1f), row.Values[0], 1e-6f);
        Assert.Equal(2, row.Values[1]);
    }

    [Fact]
    public void Every_pair_is_asked_for_in_exactly_one_fold()
    {
        var data = SmallShop.Make().Input.Activities;
        var folds = new RandomFolds(4).Split(data, seed: 3).ToList();

        Assert.Equal(4, folds.Count);
        Assert.Equal(data.Interactions.EntryCount, folds.Sum(fold => data.Interactions.EntryCount - fold.Train.Interactions.EntryCount));
        var asked = folds.SelectMany(fold => fold.Cases.SelectMany(tried => tried.Truth.Items.ToArray().Select(item => (tried.Customer, item)))).ToList();
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.InRange(asked.Count, data.Interactions.EntryCount * 0.97, data.Interactions.EntryCount);
    }

    [Fact]
    public void No_fold_trains_on_what_it_asks_for()
    {
        var data = SmallShop.Make().Input.Activities;

        Assert.All(new RandomFolds(4).Split(data, seed: 3), fold => Assert.All(fold.Cases, tried =>
            Assert.Empty(tried.Truth.Items.ToArray().Intersect(fold.Train.Interactions.Row(tried.Customer).Columns.ToArray()))));
    }

    [Fact]
    public void Ratings_are_divided_evenly_and_wholly()
    {
        Rating[] ratings = [.. Enumerable.Range(0, 11).Select(number => new Rating(number, 0, number))];
        var folds = new RatingFolds(3).Split(ratings, seed: 1).ToList();

        Assert.Equal([4, 4, 3], folds.Select(fold => fold.Test.Count));
        Assert.Equal(ratings, folds.SelectMany(fold => fold.Test).OrderBy(rating => rating.Customer));
        Assert.All(folds, fold => Assert.Equal(11, fold.Train.Count + fold.Test.Count));
    }

    [Fact]
    public void Held_out_people_are_unknown_to_training_and_told_of_in_part()
    {
        var data = SmallShop.Make().Input.Activities;
        var fold = new StrongGeneralisation(CustomerShare: 0.25, ToldShare: 0.8).Split(data, seed: 2);

        Assert.InRange(fold.Cases.Count, 50, 60);
        Assert.Equal(60, Enumerable.Range(0, 240).Count(customer => fold.Train.Interactions.Row(customer).Columns.IsEmpty));
        Assert.All(fold.Cases, tried =>
        {
            Assert.Equal(-1, tried.Customer);
            Assert.True(tried.Items.Length > 0 && tried.Truth.RelevantCount > 0);
            Assert.Empty(tried.Items.ToArray().Intersect(tried.Truth.Items.ToArray()));
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_split()
    {
        var data = SmallShop.Make().Input.Activities;
        int[][] Truths(int seed) => [.. new StrongGeneralisation(0.25, 0.8).Split(data, seed).Cases.Select(tried => tried.Truth.Items.ToArray())];

        Assert.Equal(Truths(1), Truths(1));
        Assert.NotEqual(Truths(1), Truths(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_of_none_or_all_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StrongGeneralisation(share, 0.5).Split(Data(), 1));
}
