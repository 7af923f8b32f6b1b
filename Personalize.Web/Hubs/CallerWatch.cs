using System.Security.Claims;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;

namespace Personalize.Web.Hubs;

/// <summary>Cuts connections of callers who may no more: at once when it happens on this server, else as soon as open pages learn of it.</summary>
internal sealed partial class CallerWatch(
    LiveConnections connections, CallerStanding callers, Standing standing, ApiKeyDirectory keys, TimeProvider time, ILogger<CallerWatch> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        standing.AccountChanged += OnAccountChanged;
        keys.KeyChanged += OnKeyChanged;
        using var timer = new PeriodicTimer(Standing.MaxAge, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(_ => true);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            standing.AccountChanged -= OnAccountChanged;
            keys.KeyChanged -= OnKeyChanged;
        }
    }

    private void OnAccountChanged(object? sender, int account) =>
        _ = LookAsync(caller => ActorClaims.SessionOf(caller) is not null && ActorClaims.IdOf(caller) == account);

    private void OnKeyChanged(object? sender, string prefix) => _ = LookAsync(caller => caller.HasClaim(ActorClaims.KeyPrefix, prefix));

    private async Task LookAsync(Predicate<ClaimsPrincipal> concerned)
    {
        foreach (var connection in connections.All)
        {
            if (concerned(connection.Caller) && !await HoldsAsync(connection.Caller))
                connection.Abort();
        }
    }

    private async Task<bool> HoldsAsync(ClaimsPrincipal caller)
    {
        try
        {
            return await callers.HoldsAsync(caller, CancellationToken.None);
        }
        catch (Exception problem)
        {
            // Whoever cannot be looked at counts as nobody, as on open pages.
            LogNotSeen(problem);
            return false;
        }
    }

    [LoggerMessage(321, LogLevel.Warning, "Whether a client of the hub still may could not be seen; its connection is cut")]
    private partial void LogNotSeen(Exception problem);
}
