using Personalize.Web.Hosting.Stop;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether this process takes traffic: not before its start is over, and not once it was told to stop.</summary>
internal sealed class ServerPart(Stopping stopping, IHostApplicationLifetime lifetime) : IPart
{
    public string Name => "Server";

    public string Purpose => "this process";

    public Task<Finding> LookAsync(CancellationToken cancellation)
    {
        if (stopping.HasBegun || lifetime.ApplicationStopping.IsCancellationRequested)
            return Finding.Of(PartState.Down, "It was told to stop, and finishes what it has begun.", "Nothing, if you stopped it. What was acknowledged is stored.");
        return lifetime.ApplicationStarted.IsCancellationRequested
            ? Task.FromResult(Finding.Working("It takes requests."))
            : Finding.Of(PartState.Starting, "It is starting.", "Wait: it takes seconds.");
    }
}
