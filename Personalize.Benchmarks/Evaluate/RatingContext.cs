using Personalize.Engine;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What rating models are trained from.</summary>
internal sealed record RatingContext(RatingFiles Files, TrainingRun Run, SettingAssignments Settings);
