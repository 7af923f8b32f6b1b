using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Web.Live;
using Personalize.Web.Live.Figures;

namespace Personalize.Tests.Web.Live;

public sealed class ShownListsTests
{
    private const long Start = 1_000_000;

    private readonly ShownLists _lists = new();

    [Fact]
    public void Activity_on_an_item_of_the_list_follows_it_once()
    {
        Show(customer: 1, items: [10, 11]);
        Show(customer: 2, items: [10, 11]);

        Act(customer: 1, item: 11);
        Act(customer: 1, item: 10);

        Assert.Equal(new Rate(1, 2), _lists.Since(Start).Clicked);
        Assert.Equal(new Rate(0, 2), _lists.Since(Start).Bought);
    }

    [Fact]
    public void Purchase_is_a_click_too()
    {
        Show(customer: 1, items: [10]);

        Act(customer: 1, item: 10, kind: ActivityKind.Purchase);

        Assert.Equal((new Rate(1, 1), new Rate(1, 1)), _lists.Since(Start));
    }

    [Fact]
    public void Item_that_was_not_on_the_list_follows_nothing()
    {
        Show(customer: 1, items: [10]);

        Act(customer: 1, item: 12);
        Act(customer: 2, item: 10);

        Assert.Equal(new Rate(0, 1), _lists.Since(Start).Clicked);
    }

    [Fact]
    public void Of_two_lists_with_the_item_the_newer_one_is_followed()
    {
        Show(customer: 1, items: [10], at: Start);
        Show(customer: 1, items: [10], at: Start + 60);

        Act(customer: 1, item: 10, at: Start + 61);

        Assert.Equal(new Rate(1, 1), _lists.Since(Start + 60).Clicked);
        Assert.Equal(new Rate(1, 2), _lists.Since(Start).Clicked);
    }

    [Theory]
    [InlineData(ShownLists.UnnamedSeconds, 1)]
    [InlineData(ShownLists.UnnamedSeconds + 1, 0)]
    public void After_half_an_hour_an_activity_without_a_name_is_no_click(long seconds, long clicks)
    {
        Show(customer: 1, items: [10]);

        Act(customer: 1, item: 10, at: Start + seconds);

        Assert.Equal(clicks, _lists.Since(Start).Clicked.Hits);
    }

    [Fact]
    public void After_an_hour_a_list_is_forgotten()
    {
        Show(customer: 1, items: [10], at: Start);
        Show(customer: 1, items: [10], at: Start + 1);

        _lists.Forget(Start + ShownLists.Seconds);

        Assert.Equal(new Rate(0, 1), _lists.Since(Start).Clicked);
    }

    [Fact]
    public void One_more_than_can_be_remembered_costs_the_oldest()
    {
        Show(customer: 1, items: [10]);
        Act(customer: 1, item: 10);
        for (var customer = 2; customer <= ShownLists.Most; customer++) Show(customer, items: [10]);
        var before = _lists.Since(Start).Clicked;

        Show(customer: 1, items: [11]);
        Act(customer: 1, item: 10);

        Assert.Equal(new Rate(1, ShownLists.Most), before);
        Assert.Equal(new Rate(0, ShownLists.Most), _lists.Since(Start).Clicked);
    }

    [Fact]
    public void Segments_share_out_the_lists_of_their_customers()
    {
        SegmentMark hikers = new(0, "hiking"), readers = new(1, "novels");
        Show(customer: 1, items: [10]);
        Show(customer: 2, items: [10]);
        Show(customer: 3, items: [10]);
        Act(customer: 1, item: 10);

        var rates = SegmentRates.Of(_lists, key => key switch { "C1" => hikers, "C2" => readers, _ => null });

        Assert.Equal([new("hiking", new Rate(1, 1)), new SegmentRate("novels", new Rate(0, 1))], rates.Shown);
    }

    [Fact]
    public void Activity_follows_the_list_it_names_whatever_its_item_and_age()
    {
        var named = Show(customer: 1, items: [10], at: Start);
        Show(customer: 1, items: [12], at: Start + 1);

        Act(customer: 1, item: 12, at: Start + ShownLists.UnnamedSeconds + 5, named: named);

        Assert.Equal(new Rate(1, 2), _lists.Since(Start).Clicked);
        Assert.Equal(new Rate(0, 1), _lists.Since(Start + 1).Clicked);
    }

    [Fact]
    public void Name_of_anothers_list_or_of_none_is_no_click()
    {
        var anothers = Show(customer: 2, items: [10]);
        Show(customer: 1, items: [10]);

        Act(customer: 1, item: 10, named: anothers);
        Act(customer: 1, item: 10, named: Guid.NewGuid());

        Assert.Equal(new Rate(0, 2), _lists.Since(Start).Clicked);
    }

    private Guid Show(int customer, int[] items, long at = Start)
    {
        var id = Guid.NewGuid();
        _lists.Add(new ListSighting(id, customer, $"C{customer}", Rung.FullHistory, items, "api", TimeSpan.Zero), at);
        return id;
    }

    private void Act(int customer, int item, long at = Start + 1, ActivityKind kind = ActivityKind.View, Guid? named = null) => _lists.Follow(
        new ActivitySighting(1, customer, $"C{customer}", item, kind, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "api", named, ToCommit: null), at);
}
