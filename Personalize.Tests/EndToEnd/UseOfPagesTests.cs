using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;

namespace Personalize.Tests.EndToEnd;

/// <summary>What keeps somebody signed in on an open page.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class UseOfPagesTests(Browser browser, DemoSite site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_pressed_on_an_open_page_is_use_and_its_own_ticks_are_not()
    {
        var app = await site.StartAsync();
        await using var watched = await browser.OpenAsync(site, PageLook.Desk, AccountRole.Operator);
        await watched.GoAsync(await site.AddressAsync("/"));
        var longAgo = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10);
        var session = await AgeAsync(app, longAgo);
        await Assertions.Expect(watched.Page.Locator("main h1")).ToHaveTextAsync("Live");
        Assert.True(await SeenAsync(app, session) <= longAgo);

        await watched.Page.Keyboard.PressAsync("Tab");

        await Until.ReachedAsync(async () => await SeenAsync(app, session) > longAgo);
    }

    /// <summary>The newest session was last used then.</summary>
    private static async Task<Guid> AgeAsync(PersonalizeApp app, DateTimeOffset seenAt)
    {
        await using var db = await app.OpenDatabaseAsync();
        var session = await db.AccountSessions.OrderByDescending(row => row.CreatedAt).FirstAsync(Cancel);
        session.SeenAt = seenAt;
        await db.SaveChangesAsync(Cancel);
        app.Get<Standing>().Forget(session.AccountId);
        return session.Id;
    }

    private static async Task<DateTimeOffset> SeenAsync(PersonalizeApp app, Guid session)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.AccountSessions.Where(row => row.Id == session).Select(row => row.SeenAt).SingleAsync(Cancel);
    }
}
