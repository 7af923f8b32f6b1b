using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Interactions;

public sealed class EventLogTests
{
    [Fact]
    public void Each_customer_reads_oldest_first_and_same_seconds_in_order_of_arrival()
    {
        var log = EventLog.Of(3, 10, [(2, At(7, 50)), (0, At(1, 30)), (0, At(2, 10)), (0, At(3, 30)), (0, At(4, 10))]);

        Assert.Equal([2, 4, 1, 3], log.Of(0).ToArray().Select(happened => happened.Item));
        Assert.Equal(0, log.Of(1).Length);
        Assert.Equal([7], log.Of(2).ToArray().Select(happened => happened.Item));
        Assert.Equal((3, 5), (log.CustomerCount, log.Count));
    }

    [Fact]
    public void Before_an_instant_leaves_that_second_out()
    {
        var log = EventLog.Of(2, 10, [(0, At(1, 10)), (0, At(2, 20)), (1, At(3, 19)), (1, At(4, 30))]).Before(20);

        Assert.Equal([1], log.Of(0).ToArray().Select(happened => happened.Item));
        Assert.Equal([3], log.Of(1).ToArray().Select(happened => happened.Item));
    }

    [Theory]
    [InlineData(-1, 0, 1f)]
    [InlineData(2, 0, 1f)]
    [InlineData(0, 10, 1f)]
    [InlineData(0, -1, 1f)]
    [InlineData(0, 0, float.NaN)]
    public void What_is_out_of_range_is_refused(int customer, int item, float amount) =>
        Assert.Throws<ArgumentException>(() => EventLog.Of(2, 10, [(customer, new ItemEvent(item, ActivityKind.Purchase, amount, 0))]));

    [Fact]
    public void A_customer_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EventLog.Empty.Of(0).Length);

    private static ItemEvent At(int item, long at) => new(item, ActivityKind.Purchase, 1, at);
}
