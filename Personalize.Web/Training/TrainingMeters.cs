using System.Diagnostics.Metrics;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Training;

/// <summary>Figures to watch about trainings and the models that serve.</summary>
internal sealed class TrainingMeters
{
    private readonly TrainingService _training;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;
    private TrainingStatus _seen;

    public TrainingMeters(IMeterFactory meters, TrainingService training, ModelHolder models, TimeProvider time)
    {
        (_training, _time, _seen) = (training, time, training.Status);
        var own = new OwnMeter(meters);
        _duration = own.LongDuration("personalize.training.duration", "Time of one training, by its outcome");
        own.ObserveLevel("personalize.model.age", "s", "Since the models that serve were trained", () => AgeOf(models));
        training.StatusChanged += OnStatusChanged;
    }

    private double? AgeOf(ModelHolder models) => (_time.GetUtcNow() - models.Current?.Set.TrainedAt)?.TotalSeconds;

    // Raised by the training's own thread alone, so one after the other.
    private void OnStatusChanged(object? sender, EventArgs e)
    {
        var (before, now) = (_seen, _training.Status);
        _seen = now;
        if (before.Running is not { } run || now.Running is not null)
            return;
        var outcome = now.Last == before.Last ? "cancelled" : OutcomeOf(now.Last!);
        _duration.Record((_time.GetUtcNow() - run.StartedAt).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private static string OutcomeOf(LastTraining run)
    {
        if (run.Problem is not null)
            return "failed";
        return run.Rejected is null ? "served" : "rejected";
    }
}
