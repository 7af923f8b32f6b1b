using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Tests.EndToEnd;
using Personalize.Tests.Support;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Personalize.Tests.EndToEnd;

/// <summary>One headless Chromium for the whole run, started by the first test that needs it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    // A closed network must not be asked for updates, nor for anything else.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page in a context of its own: nothing is stored in it but that somebody with the role is signed in.</summary>
    public async Task<WatchedPage> OpenAsync(DemoSite site, PageLook look, AccountRole role = AccountRole.Admin) =>
        await OpenAsync(await site.StartAsync(), look, role);

    /// <inheritdoc cref="OpenAsync(DemoSite, PageLook, AccountRole)"/>
    public async Task<WatchedPage> OpenAsync(PersonalizeApp app, PageLook look, AccountRole role = AccountRole.Admin)
    {
        var context = await NewContextAsync(look, Scripting.On);
        var (name, value) = await app.SignInAsync(role);
        await context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = app.ClientOptions.BaseAddress.ToString() }]);
        return await WatchedPage.OpenAsync(context);
    }

    /// <summary>A page in which nobody is signed in.</summary>
    public async Task<WatchedPage> OpenStrangerAsync(PageLook look, Scripting script = Scripting.On) =>
        await WatchedPage.OpenAsync(await NewContextAsync(look, script));

    private async Task<IBrowserContext> NewContextAsync(PageLook look, Scripting script)
    {
        Requires.Presence(File.Exists(Executable) ? null : $"Chromium is not installed at {Executable}: apt-get install chromium.");
        var browser = await StartAsync();
        return await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Width < 600 ? 844 : 860 },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script == Scripting.On,
            Locale = "en-US",
            TimezoneId = "Europe/Berlin",
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assertions.SetDefaultExpectTimeout(15_000);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = Executable, Headless = true, Args = Arguments });
        }
        finally
        {
            _starting.Release();
        }
    }
}

/// <summary>Whether the browser runs scripts.</summary>
public enum Scripting
{
    On,
    Off,
}

/// <param name="Width">1366 for a desk, 390 for a phone.</param>
public sealed record PageLook(bool IsDark, int Width)
{
    public static readonly PageLook Desk = new(IsDark: false, Width: 1366);

    /// <summary>Each address at a desk and on a phone.</summary>
    public static TheoryData<string, int> AtBothWidths(params IReadOnlyList<string> paths) =>
        new(paths.SelectMany(path => (int[])[1366, 390], (path, width) => (path, width)));

    public override string ToString() => $"{(IsDark ? "dark" : "light")}-{Width}";
}
