using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Repeats;

/// <summary>Counts who had what, when and how often. O(events); nothing is random.</summary>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class RepeatTrainer : ITrainer<RepeatModel>
{
    private readonly RepeatSettings _settings;

    public RepeatTrainer() : this(new RepeatSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public RepeatTrainer(RepeatSettings settings)
    {
        _settings = settings.Validated();
    }

    /// <inheritdoc/>
    /// <remarks>Without events the model knows nobody, and popularity is 0 throughout.</remarks>
    public RepeatModel Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var popularity = RecentPopularity.Of(data.Events, data.Items.Count, data.AsOf.ToUnixTimeSeconds(), _settings.PopularityHalfLifeDays);
        run.Cancellation.ThrowIfCancellationRequested();
        return new RepeatModel(SimilarTastes.Of(data, _settings), popularity, _settings, modelVersion);
    }
}
