using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class ToastHostTests : IAsyncDisposable
{
    private readonly BunitContext _pages = new();
    private readonly Toasts _toasts = new(TimeProvider.System);

    public ToastHostTests()
    {
        _pages.Services.AddSingleton(_toasts);
        _pages.Services.AddSingleton(new ProblemLog(NullLogger<ProblemLog>.Instance, TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        _toasts.Dispose();
    }

    [Fact]
    public async Task An_undo_that_fails_is_told_and_ends_nothing()
    {
        var host = _pages.Render<ToastHost>();
        _toasts.ShowUndo("C1 deleted", () => throw new TimeoutException("no database"));
        host.WaitForElement("button");

        await host.InvokeAsync(() => host.Find("button").Click());

        host.WaitForAssertion(() => Assert.StartsWith("This could not be undone: C1 deleted. Problem ", host.Find(".pz-toast span").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("no database", host.Markup, StringComparison.Ordinal);
    }
}
