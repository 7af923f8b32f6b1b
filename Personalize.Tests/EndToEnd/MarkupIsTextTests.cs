using Microsoft.Playwright;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Web.Activities;
using Personalize.Web.Catalogue;

namespace Personalize.Tests.EndToEnd;

/// <summary>Names come from uploaded files: whatever stands in them is text.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class MarkupIsTextTests(Browser browser)
{
    private const string Payload = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task Markup_in_customer_ids_and_titles_is_text_on_every_page()
    {
        await using var app = new PersonalizeApp();
        app.UseKestrel(0);
        app.StartServer();
        var customer = Uri.EscapeDataString(await PlantAsync(app));
        var address = app.ClientOptions.BaseAddress;

        foreach (var path in new[] { "/", "/users", $"/users/{customer}", "/items", "/items/X-1", $"/recommend?user={customer}" })
        {
            await using var watched = await browser.OpenAsync(app, PageLook.Desk);
            await watched.GoAsync(new Uri(address, path));

            await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("<img src=x");
            Assert.Equal(0, await watched.Page.Locator("img[src=x]").CountAsync());
            Assert.DoesNotContain(watched.Troubles, trouble => trouble.StartsWith("dialog", StringComparison.Ordinal));
        }
    }

    private static async Task<string> PlantAsync(PersonalizeApp app)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var customer = new Customer { CustomerId = $"{Payload}1" };
        var item = new Item { Sku = "X-1", Title = $"{Payload} boots", Category = Payload };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.AddRange(customer, item);
            await db.SaveChangesAsync(cancellation);
        }
        await app.Get<ItemDirectory>().ReloadAsync(cancellation);
        var result = await app.Get<ActivityIntake>().SubmitAsync(
            new OfferedActivity { CustomerId = customer.CustomerId, Sku = item.Sku, Kind = ActivityKind.Purchase, Source = "api" }, cancellation);
        Assert.IsType<IntakeResult.Stored>(result);
        return customer.CustomerId;
    }
}
