using System.Text;
using Microsoft.Playwright;
using Personalize.Tests.Support;

namespace Personalize.Tests.EndToEnd.Live;

/// <summary>What an open page costs on the wire.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class LiveBytesTests(Browser browser, DemoSite site)
{
    private const int PerSecond = 100;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_hundred_activities_a_second_cost_a_viewer_ten_kilobytes_and_a_hidden_tab_one()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await using var line = new CuttableLine((await site.StartAsync()).ClientOptions.BaseAddress);
        var toldOfHiding = HiddenAsync(watched.Page);
        await watched.Page.AddInitScriptAsync("Object.defineProperty(document, 'visibilityState', { get: () => window.isHidden ? 'hidden' : 'visible' })");
        await watched.GoAsync(line.Address);
        var app = await site.StartAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (one, other) = (await app.AnyCustomerAsync(skip: 30), await app.AnyCustomerAsync(skip: 31));
        var traffic = FlowAsync(one, other, enough.Token);
        var first = watched.Page.FirstRow();
        await Assertions.Expect(first).ToContainTextAsync(await app.AnyCustomerAsync(skip: 30));

        var shown = await BytesPerSecondAsync(line, Measured);
        await SetHiddenAsync(watched.Page, isHidden: true);
        await toldOfHiding.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var hidden = await BytesPerSecondAsync(line, Measured / 2);
        await SetHiddenAsync(watched.Page, isHidden: false);
        var key = await app.AnyCustomerAsync(skip: 32);
        await enough.CancelAsync();
        await traffic;
        await app.SubmitAsync(key, count: 1);

        await Assertions.Expect(first).ToContainTextAsync(key);
        TestContext.Current.TestOutputHelper?.WriteLine($"{shown:0} bytes a second shown, {hidden:0} hidden");
        Assert.InRange(shown, 1, 10_000);
        Assert.InRange(hidden, 0, 1_000);
    }

    private static async Task SetHiddenAsync(IPage page, bool isHidden) => await page.EvaluateAsync(
        "isHidden => { window.isHidden = isHidden; document.dispatchEvent(new Event('visibilitychange')); }", isHidden);

    private async Task FlowAsync(string one, string other, CancellationToken enough)
    {
        var app = await site.StartAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.1));
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(enough); turn++)
                await app.SubmitAsync(turn % 2 == 0 ? one : other, PerSecond / 10);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
        }
    }

    // Pages are compressed on their way: only the line knows what they cost.
    private static async Task<double> BytesPerSecondAsync(CuttableLine line, TimeSpan span)
    {
        var (before, start) = (line.Carried, TimeProvider.System.GetTimestamp());
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        return (line.Carried - before) / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static Task HiddenAsync(IPage page)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) =>
        {
            if (Encoding.UTF8.GetString(frame.Binary ?? []).Contains("OnVisibility", StringComparison.Ordinal)) told.TrySetResult();
        };
        return told.Task;
    }
}
