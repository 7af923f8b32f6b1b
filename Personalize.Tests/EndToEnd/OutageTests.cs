using System.Diagnostics;
using System.Net;
using Microsoft.Playwright;
using Personalize.Tests.Support;

namespace Personalize.Tests.EndToEnd;

/// <summary>The database of a running server goes away and comes back, and somebody has the Health page open.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class OutageTests(Browser browser) : IAsyncLifetime
{
    private readonly PostgresCluster _cluster = new() { Durable = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Health_shows_a_stopped_database_within_10_seconds_with_a_next_step_and_probes_match()
    {
        var database = await _cluster.CreateDatabaseAsync(Cancel);
        Requires.Presence(_cluster.SkipReason);
        await using var app = new PersonalizeApp
        {
            Settings = new Dictionary<string, string> { ["Personalize:Database"] = "Postgres", ["ConnectionStrings:Personalize"] = database! },
        };
        app.UseKestrel(0);
        app.StartServer();
        using var probe = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        await using var watched = await browser.OpenAsync(app, PageLook.Desk);
        await watched.GoAsync(new Uri(app.ClientOptions.BaseAddress, "/health"));
        await ShowsAsync(watched.Page, "Everything works.", within: TimeSpan.FromSeconds(60));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(probe, "ready"));

        await _cluster.StopAsync(Cancel);
        var took = await ShowsAsync(watched.Page, "Down: Database", within: TimeSpan.FromSeconds(10));

        var part = watched.Page.Locator("li[data-part=Database]");
        await Assertions.Expect(part).ToHaveAttributeAsync("data-state", "Down");
        await Assertions.Expect(part).ToContainTextAsync("Next step: Look whether the PostgreSQL server runs");
        await Assertions.Expect(part).ToContainTextAsync("for ");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await AskAsync(probe, "ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(probe, "live"));
        await Screenshots.SaveAsync(watched.Page, "/health-outage", PageLook.Desk);
        await Accessibility.RequireAsync(watched.Page);

        await _cluster.StartAgainAsync(Cancel);
        var back = await ShowsAsync(watched.Page, "Everything works.", within: TimeSpan.FromSeconds(15));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await AskAsync(probe, "ready"));
        TestContext.Current.TestOutputHelper!.WriteLine($"Shown as down after {took.TotalSeconds:0.0} s, as well again after {back.TotalSeconds:0.0} s.");
    }

    private static async Task<TimeSpan> ShowsAsync(IPage page, string verdict, TimeSpan within)
    {
        var start = Stopwatch.GetTimestamp();
        await Assertions.Expect(page.Locator("[data-health]")).ToContainTextAsync(verdict, new() { Timeout = (float)within.TotalMilliseconds });
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<(HttpStatusCode Status, string Word)> AskAsync(HttpClient client, string probe)
    {
        using var answer = await client.GetAsync(new Uri($"/healthz/{probe}", UriKind.Relative), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
