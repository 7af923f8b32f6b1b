namespace Personalize.Engine.Ratings;

/// <summary>Learns to predict ratings. Holds settings only, so one trainer may run many times and in parallel.</summary>
/// <typeparam name="TModel">What is learnt: immutable, safe for any number of readers.</typeparam>
public interface IRatingTrainer<out TModel>
    where TModel : IRatingModel
{
    /// <param name="data">Nothing else may be seen. No ratings at all are legal.</param>
    /// <param name="run">Same data, settings and seed give the same bits, whatever the parallelism.</param>
    /// <exception cref="TrainingDivergedException">A parameter or the loss stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between rounds; nothing is published.</exception>
    TModel Train(RatingSet data, TrainingRun run);
}
