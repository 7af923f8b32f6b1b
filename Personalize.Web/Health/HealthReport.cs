using Personalize.Web.Health.Parts;

namespace Personalize.Web.Health;

/// <param name="Since">When this state began; the details may have changed since.</param>
public sealed record PartStatus(string Name, string Purpose, PartState State, DateTimeOffset Since, string Detail, string? NextStep);

/// <summary>How all parts were at one moment. What the probes answer and what the page shows is this one record.</summary>
/// <param name="Parts">In the order in which a request meets them.</param>
public sealed record HealthReport(DateTimeOffset At, IReadOnlyList<PartStatus> Parts)
{
    /// <summary>Of the part that is worst.</summary>
    public PartState State => Parts.Max(part => part.State);

    /// <summary>Degraded is not down: it takes traffic.</summary>
    public bool IsReady => State is PartState.Working or PartState.Degraded;

    /// <summary>The one word that probes answer.</summary>
    public string Word => State switch
    {
        PartState.Working => "Healthy",
        PartState.Degraded => "Degraded",
        PartState.Starting => "Starting",
        _ => "Unhealthy",
    };
}
