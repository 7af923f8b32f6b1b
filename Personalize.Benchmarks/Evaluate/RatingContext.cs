using Personalize.Engine;
using Personalize.Engine.Ratings;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What rating models are trained from.</summary>
internal sealed record RatingContext(RatingFiles Files, TrainingRun Run, SettingAssignments Settings)
{
    /// <summary>What the models may see.</summary>
    public RatingSet Ratings { get; } = RatingSet.Of(Files.Customers.Count, Files.Items.Count, Files.Train);
}
