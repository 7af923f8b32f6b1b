using System.Diagnostics;
using Microsoft.Playwright;
using Personalize.Data.Customers;
using Personalize.Tests.Support;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>What people keep when the line or the server goes away for a while.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LostConnectionTests(Browser browser)
{
    [Fact]
    public async Task Cut_off_the_page_says_so_and_goes_on_with_filters_and_drafts()
    {
        await using var app = await StartAsync(folder: null, port: 0);
        await using var line = new CuttableLine(app.ClientOptions.BaseAddress);
        await using var watched = await browser.OpenAsync(app, PageLook.Desk);
        var page = watched.Page;
        await watched.GoAsync(new Uri(line.Address, "/?range=1h&kind=like"));
        await page.Press("Limits").ClickAsync();
        await page.GetByLabel("No activity for").FillAsync("77");
        await page.GetByLabel("No activity for").PressAsync("Tab");

        line.Cut();
        var cutAt = Stopwatch.GetTimestamp();
        await Assertions.Expect(page.Locator(".pz-live-reconnecting")).ToBeVisibleAsync();
        var told = Stopwatch.GetElapsedTime(cutAt);
        await Until.ReachedAsync(() => Task.FromResult(line.Refused >= 2));
        line.Mend();

        await Assertions.Expect(page.Locator(".pz-live-reconnecting")).ToBeHiddenAsync();
        await app.SubmitAsync("C1", count: 2);
        await Assertions.Expect(page.Locator(".pz-stream-row")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByLabel("No activity for")).ToHaveValueAsync("77");
        await Assertions.Expect(page.GetByLabel("Type of activity")).ToHaveValueAsync("Like");
        Assert.EndsWith("/?range=1h&kind=like", page.Url, StringComparison.Ordinal);
        Assert.InRange(told.TotalSeconds, 0, 6);
    }

    [Fact]
    public async Task After_a_restart_the_page_is_back_at_its_address_without_a_click()
    {
        var folder = Directory.CreateTempSubdirectory("personalize-restart-");
        try
        {
            var before = await StartAsync(folder.FullName, port: 0);
            await using var watched = await browser.OpenAsync(before, PageLook.Desk);
            var (page, address) = (watched.Page, before.ClientOptions.BaseAddress);
            await watched.GoAsync(new Uri(address, "/?range=6h&kind=like&q=C1"));
            await Assertions.Expect(page.Locator(".pz-stream-row")).ToHaveCountAsync(1);
            await page.EvaluateAsync("() => { window.isOld = true; }");

            await before.DisposeAsync();
            await Assertions.Expect(page.Locator(".pz-live-reconnecting")).ToBeVisibleAsync();
            await using var after = await StartAsync(folder.FullName, address.Port);
            var upAt = Stopwatch.GetTimestamp();

            await page.WaitForFunctionAsync("() => !window.isOld && document.querySelector('.pz-tile-value')");
            Assert.InRange(Stopwatch.GetElapsedTime(upAt).TotalSeconds, 0, 10);
            Assert.EndsWith("/?range=6h&kind=like&q=C1", page.Url, StringComparison.Ordinal);
            await Assertions.Expect(page.Press("6 h")).ToHaveAttributeAsync("aria-pressed", "true");
            await Assertions.Expect(page.Locator(".pz-stream-row").First).ToContainTextAsync("C1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // With one customer who has done one thing, so that the page has something to show.
    private static async Task<PersonalizeApp> StartAsync(string? folder, int port)
    {
        var app = new PersonalizeApp { SharedFolder = folder };
        app.UseKestrel(port);
        app.StartServer();
        if (port != 0) return app;
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Customers.Add(new Customer { CustomerId = "C1" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await app.SubmitAsync("C1", count: 1);
        return app;
    }
}
