using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>A browser page that remembers everything that went wrong on it.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _troubles = new();

    private WatchedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Console errors, failed or foreign requests, violations of the content policy, dialogs.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    public static async Task<WatchedPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var watched = new WatchedPage(context, page);
        page.Console += (_, message) => watched.Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => watched._troubles.Enqueue($"script: {error}");
        page.Dialog += async (_, dialog) =>
        {
            watched._troubles.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => watched.Note(IsForeign(request.Url), $"left the origin: {request.Url}");
        page.Response += (_, response) => watched.Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        await page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))");
        return watched;
    }

    /// <summary>Goes there and waits until the page is interactive and its first data stands.</summary>
    public async Task<IResponse?> GoAsync(Uri address)
    {
        var response = await Page.GotoAsync(address.ToString());
        await Page.Locator("main h1").WaitForAsync();
        await SettleAsync();
        return response;
    }

    /// <summary>Waits for the skeletons to give way, the lists to have rows and the charts to be drawn.</summary>
    public Task SettleAsync() => Page.WaitForFunctionAsync(
        "() => !document.querySelector('.pz-shell:not(.pz-shell-skeleton) .pz-skeleton, [aria-busy=true], .pz-data:not(:has(tbody td)), .pz-chart-canvas:not(:has(canvas))')");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool isTrouble, string what)
    {
        if (isTrouble)
            _troubles.Enqueue(what);
    }

    private static bool IsForeign(string url) => new Uri(url) is { Scheme: "http" or "https" or "ws" or "wss" } address && !address.IsLoopback;
}
