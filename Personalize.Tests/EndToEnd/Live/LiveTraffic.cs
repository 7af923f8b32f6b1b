using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Web.Activities;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>Activities for the Live page to show, and the page in a state that tests begin from.</summary>
internal static class LiveTraffic
{
    public static async Task SubmitAsync(this PersonalizeApp app, string customer, int count)
    {
        var results = await app.Get<ActivityIntake>().SubmitAsync(
            [.. Enumerable.Range(0, count).Select(_ => new OfferedActivity
            {
                ActivityId = Guid.NewGuid(), CustomerId = customer, Kind = ActivityKind.Like, Source = "api",
            })],
            TestContext.Current.CancellationToken);
        Assert.All(results, result => Assert.IsType<IntakeResult.Stored>(result));
    }

    public static async Task<string> AnyCustomerAsync(this PersonalizeApp app, int skip)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Customers.OrderBy(customer => customer.Id).Skip(skip).Select(customer => customer.CustomerId)
            .FirstAsync(TestContext.Current.CancellationToken);
    }

    public static ILocator Chip(this IPage page) => page.Locator(".pz-live");

    public static ILocator FirstRow(this IPage page) => page.Locator(".pz-stream-row").First;

    public static ILocator Press(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Waits for a number that the page has put into a variable of its window.</summary>
    public static async Task<double> ReadTimeAsync(this IPage page, string name)
    {
        var handle = await page.WaitForFunctionAsync($"() => window.{name}");
        return await handle.JsonValueAsync<double>();
    }

    public static void RequireWithin(double milliseconds, double taken) =>
        Assert.True(taken < milliseconds, $"Took {taken:0} ms; {milliseconds} ms are allowed.");
}
