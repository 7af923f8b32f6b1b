using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>Learns a scorer. Holds settings only, so one trainer may run many times and in parallel.</summary>
/// <typeparam name="TModel">What is learnt: immutable, safe for any number of readers.</typeparam>
public interface ITrainer<out TModel>
    where TModel : IScorer
{
    /// <param name="data">Nothing else may be seen. No customers, no items and no interactions are legal.</param>
    /// <param name="modelVersion">Version of the model set that the scorer is for; it refuses queries of another one.</param>
    /// <param name="run">Same data, settings and seed give the same bits, whatever the parallelism.</param>
    /// <exception cref="TrainingDivergedException">A parameter or the loss stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between rounds; nothing is published.</exception>
    TModel Train(TrainingSet data, long modelVersion, TrainingRun run);
}
