using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>History divided into what models may see and what they are asked for.</summary>
/// <param name="Name">Says which division: "cut 2011-11-09", "fold 2 of 5".</param>
/// <param name="Train">Nothing of the truth is inside.</param>
/// <param name="Cases">In order of customer number.</param>
public sealed record Fold(string Name, TrainingSet Train, IReadOnlyList<EvaluationCase> Cases);
