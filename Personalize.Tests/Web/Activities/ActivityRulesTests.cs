using Personalize.Engine.Interactions;
using Personalize.Web.Activities;

namespace Personalize.Tests.Web.Activities;

public sealed class ActivityRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static OfferedActivity Sound { get; } =
        new() { CustomerId = "C1", Sku = "S1", Kind = ActivityKind.Purchase, Value = 2, Source = "api" };

    public static TheoryData<string, OfferedActivity> Unsound => new()
    {
        { "activity_id", Sound with { ActivityId = Guid.Empty } },
        { "recommendation_id", Sound with { RecommendationId = Guid.Empty } },
        { "customer_id", Sound with { CustomerId = "  " } },
        { "customer_id", Sound with { CustomerId = new string('x', 51) } },
        { "customer_id", Sound with { CustomerId = "C\0" } },
        { "customer_id", Sound with { CustomerId = "C\uD800" } },
        { "type", Sound with { Kind = (ActivityKind)5 } },
        { "value", Sound with { Value = double.NaN } },
        { "value", Sound with { Value = double.NegativeInfinity } },
        { "value", Sound with { Value = 1.1e9 } },
        { "value", Sound with { Value = 0 } },
        { "text", Sound with { Text = new string('x', 4001) } },
        { "text", Sound with { Text = "\0" } },
        { "text", Sound with { Text = "\uDC00" } },
        { "sku", Sound with { Sku = null } },
        { "occurred_at", Sound with { OccurredAt = Now.AddMinutes(5).AddTicks(1) } },
        { "occurred_at", Sound with { OccurredAt = DateTimeOffset.UnixEpoch } },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void An_unsound_field_is_named(string field, OfferedActivity activity) =>
        Assert.Equal([field], ActivityRules.Check(activity, Now).Keys);

    [Theory]
    [InlineData(ActivityKind.View)]
    [InlineData(ActivityKind.Like)]
    [InlineData(ActivityKind.Comment)]
    [InlineData(ActivityKind.Share)]
    public void Only_a_purchase_must_name_an_item(ActivityKind kind) =>
        Assert.Empty(ActivityRules.Check(Sound with { Kind = kind, Sku = null }, Now));

    [Fact]
    public void The_ends_of_all_ranges_are_legal() => Assert.Empty(ActivityRules.Check(
        Sound with
        {
            CustomerId = new string('x', 50),
            Text = new string('x', 4000),
            Value = 1e9,
            OccurredAt = Now.AddMinutes(5),
        },
        Now));

    [Fact]
    public void A_time_slightly_ahead_becomes_now()
    {
        Assert.Equal(Now, ActivityRules.Clamp(Now.AddMinutes(4), Now));
        Assert.Equal(Now, ActivityRules.Clamp(null, Now));
        Assert.Equal(Now.AddDays(-3), ActivityRules.Clamp(Now.AddDays(-3), Now));
    }
}
