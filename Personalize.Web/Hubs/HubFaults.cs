using Microsoft.AspNetCore.SignalR;

namespace Personalize.Web.Hubs;

/// <summary>
/// Tells faults of ours from refusals. The framework writes both into the log as errors, so that any client could fill it; its
/// own lines are switched off, and faults are written here.
/// </summary>
internal sealed partial class HubFaults(ILogger<HubFaults> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception fault) when (IsOurs(fault, invocationContext.Context))
        {
            LogFault(invocationContext.HubMethodName, fault);
            throw Explained();
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (IsOurs(fault, context.Context))
        {
            LogFault("connect", fault);
            throw Explained();
        }
    }

    private static bool IsOurs(Exception fault, HubCallerContext context) =>
        fault is not HubException && !context.ConnectionAborted.IsCancellationRequested;

    private static HubException Explained() => HubProblem.Of("internal", "Something went wrong here, and stands in the log. Try again later.");

    [LoggerMessage(322, LogLevel.Error, "A client of the hub could not be served: {Method}")]
    private partial void LogFault(string method, Exception fault);
}
