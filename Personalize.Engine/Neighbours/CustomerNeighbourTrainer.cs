using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Neighbours;

/// <summary>Makes the scorer of similar customers. Nothing is learnt ahead: neighbours are found when somebody asks, on the newest history.</summary>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class CustomerNeighbourTrainer : ITrainer<CustomerNeighbourScorer>
{
    private readonly CustomerNeighbourSettings _settings;

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public CustomerNeighbourTrainer(CustomerNeighbourSettings settings) => _settings = settings.Validated();

    public CustomerNeighbourScorer Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        return new CustomerNeighbourScorer(data.Interactions, _settings, modelVersion);
    }
}
