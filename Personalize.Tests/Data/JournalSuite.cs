using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>What the suites of the journal share.</summary>
public abstract class JournalSuite(TestDatabase database)
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestDatabase Database => database;

    protected static NewActivity View(int customer, double mass = 0.5, DateTimeOffset? at = null, Guid? id = null) => new(
        id ?? Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        at ?? Noon, RecordedAt: Noon, Source: "api", mass);

    protected async Task HasAsync(int customer, int activities, double mass)
    {
        await using var db = await database.OpenAsync();
        Assert.Equal(activities, await db.Activities.CountAsync(row => row.CustomerId == customer, Cancellation));
        var row = await db.Customers.IgnoreQueryFilters().AsNoTracking().SingleAsync(one => one.Id == customer, Cancellation);
        Assert.Equal((activities, mass), (row.ActivityCount, row.EngagementMass));
    }
}
