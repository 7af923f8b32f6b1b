using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Blending;

/// <summary>A part of a hybrid that is still to be trained.</summary>
/// <param name="Name">Of the scorer that comes out.</param>
/// <param name="Share">Its share of the weight while nothing is known of how good it is, 0 or more; shares need not add up to 1.</param>
internal sealed record Ingredient(string Name, ITrainer<IScorer> Trainer, double Share)
{
    /// <summary>What a first training found out that a second need not: a trainer with those settings.</summary>
    public Func<IScorer, ITrainer<IScorer>>? Settled { get; init; }

    /// <summary>Whether it is left out where nothing shows that it adds to the others: it is too dear to be there for its own sake.</summary>
    public bool MustEarn { get; init; }

    public Ingredient SettledBy(IScorer trained) => Settled is null ? this : this with { Trainer = Settled(trained) };
}

/// <summary>A trainer in one expression.</summary>
internal sealed class TrainerOf(Func<TrainingSet, long, TrainingRun, IScorer> train) : ITrainer<IScorer>
{
    public IScorer Train(TrainingSet data, long modelVersion, TrainingRun run) => train(data, modelVersion, run);
}
