using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Personalize.Data.Customers;
using Personalize.Tests.Support;
using Personalize.Web.Live;

namespace Personalize.Tests.EndToEnd.Live;

[Collection(nameof(BrowserSuite))]
public sealed class BrokenPanelTests(Browser browser)
{
    [Fact]
    public async Task A_fault_in_one_panel_leaves_the_others_and_offers_to_try_again()
    {
        await using var app = new PersonalizeApp { Configure = WithoutReader };
        app.UseKestrel(0);
        app.StartServer();
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Customers.Add(new Customer { CustomerId = "C1" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await app.SubmitAsync("C1", count: 1);
        await using var watched = await browser.OpenAsync(app, PageLook.Desk);
        var page = watched.Page;
        await watched.GoAsync(app.ClientOptions.BaseAddress);
        var overview = app.Get<LiveOverview>();

        // Counts that were never made are a fault for whoever draws them.
        overview.RecordEngagement(new EngagementChange(new EngagementSpread(DateTimeOffset.UnixEpoch, default), Before: null));
        await Assertions.Expect(page.Locator(".pz-problem")).ToContainTextAsync("Engagement could not be shown");
        await Assertions.Expect(page.Locator(".pz-problem code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{10}$"));
        await app.SubmitAsync("C1", count: 2);
        await Assertions.Expect(page.Locator(".pz-stream-row")).ToHaveCountAsync(3);
        overview.RecordEngagement(new EngagementChange(EngagementSpread.Of(DateTimeOffset.UnixEpoch, [0.5]), Before: null));
        overview.Tick();
        await page.Press("Retry").ClickAsync();

        await Assertions.Expect(page.Locator(".pz-problem")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How engaged are customers?" })).ToBeVisibleAsync();
    }

    private static void WithoutReader(IServiceCollection services)
    {
        foreach (var service in services.Where(one => one.ServiceType == typeof(IHostedService) && one.ImplementationType == typeof(OverviewReader)).ToList())
            services.Remove(service);
    }
}
