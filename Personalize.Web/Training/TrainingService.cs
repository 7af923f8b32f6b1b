namespace Personalize.Web.Training;

/// <param name="Running">Null when idle.</param>
public sealed record TrainingStatus(RunningTraining? Running, LastTraining? Last, DateTimeOffset? NextAt);

public sealed record RunningTraining(string Reason, string Stage, double Fraction, DateTimeOffset StartedAt);

/// <param name="Problem">Null when it succeeded.</param>
public sealed record LastTraining(long Version, string Reason, DateTimeOffset FinishedAt, TimeSpan Took, string? Problem);

/// <summary>Retrains in the background: on a timer, on demand, after an import. Ten requests are one run.</summary>
public sealed class TrainingService
{
    public TrainingStatus Status => throw new NotImplementedException();

    /// <summary>Raised whenever <see cref="Status"/> changes, on a background thread; handlers must return at once.</summary>
    public event EventHandler? StatusChanged { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <param name="reason">"import", "manual" or "timer".</param>
    public void Request(string reason) => throw new NotImplementedException();
}
