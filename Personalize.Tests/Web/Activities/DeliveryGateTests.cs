using System.Net;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.Activities;

namespace Personalize.Tests.Web.Activities;

public sealed class DeliveryGateTests
{
    [Fact]
    public void Bodies_are_let_in_up_to_its_capacity_and_again_when_one_has_left()
    {
        var gate = new DeliveryGate(capacity: 10 * DeliveryGate.Least);
        using var large = gate.TryEnter(8 * DeliveryGate.Least);
        using var small = gate.TryEnter(1);
        using var unknown = gate.TryEnter(length: null);
        Assert.NotNull(large);
        Assert.NotNull(small);
        Assert.Null(unknown);
        Assert.Equal(9 * DeliveryGate.Least, gate.Inside);

        large.Dispose();
        large.Dispose();

        Assert.Equal(DeliveryGate.Least, gate.Inside);
        using var next = gate.TryEnter(9 * DeliveryGate.Least);
        Assert.NotNull(next);
    }

    [Fact]
    public void One_larger_than_the_gate_comes_in_alone()
    {
        var gate = new DeliveryGate(capacity: 2 * DeliveryGate.Least);
        using var giant = gate.TryEnter(long.MaxValue);
        using var other = gate.TryEnter(1);

        Assert.NotNull(giant);
        Assert.Null(other);
    }

    [Fact]
    public async Task A_delivery_without_room_is_turned_away_unread_and_told_when_to_come_again()
    {
        await using var app = new PersonalizeApp();
        using var client = app.CreateClient();
        await client.AddUserAsync("G1");
        var gate = app.Get<DeliveryGate>();
        var inside = gate.TryEnter(long.MaxValue);

        var refused = await client.SendAsync("POST", "/api/activities", "{ this is not read");
        inside!.Dispose();
        var taken = await client.SendAsync("POST", "/api/activities", """{"customer_id":"G1","type":"view"}""");

        Assert.Equal((HttpStatusCode.TooManyRequests, "busy"), (refused.Status, refused.Code));
        Assert.Equal(ActivityIntake.RetryAfter, refused.Message.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.Equal(0, gate.Inside);
    }
}
