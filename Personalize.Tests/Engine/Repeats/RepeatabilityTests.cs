using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Repeats;

public sealed class RepeatabilityTests
{
    [Fact]
    public void Buyers_who_came_back_over_buyers()
    {
        // Item 0: three buyers, two came back; item 1: one buyer, once; item 2: nobody.
        var shares = Repeatability.Of(Purchases.Of(3, [[0], [0]], [[0, 1], [0], [0]], [[0]]).Events, 3);

        Assert.Equal([3 / 8d, 1 / 6d, 1 / 5d], shares);
    }

    [Fact]
    public void Twice_in_one_basket_is_not_coming_back() =>
        Assert.Equal([1 / 6d], Repeatability.Of(Purchases.Of(1, [[0, 0]]).Events, 1));

    [Fact]
    public void Only_purchases_count()
    {
        var looked = new ItemEvent(0, ActivityKind.View, 1, 5);
        var log = EventLog.Of(1, 1, [(0, looked), (0, looked with { At = 6 }), (0, looked with { At = 7, Kind = ActivityKind.Purchase })]);

        Assert.Equal([1 / 6d], Repeatability.Of(log, 1));
    }
}
