using System.Reflection;
using MudBlazor;
using MudBlazor.Services;

namespace Personalize.Tests.Web.Pages;

/// <summary>A browser window as wide as a desk allows; without it every page believes to be on a phone.</summary>
public class DeskViewport : DispatchProxy
{
    public static IBrowserViewportService Create() => Create<IBrowserViewportService, DeskViewport>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var told = args?.OfType<Func<BrowserViewportEventArgs, Task>>().FirstOrDefault();
        if (told is not null)
            return told(new(Guid.Empty, new() { Width = 1366, Height = 860 }, Breakpoint.Lg, true));
        return targetMethod?.ReturnType == typeof(ValueTask) ? ValueTask.CompletedTask : Task.CompletedTask;
    }
}
