namespace Personalize.Engine;

/// <summary>A training left the finite numbers. Nothing of it was published.</summary>
/// <param name="trainer">Name of the scorer that was learnt.</param>
/// <param name="round">Epoch or sweep, from 1.</param>
/// <param name="loss">What was seen there.</param>
public sealed class TrainingDivergedException(string trainer, int round, double loss)
    : Exception($"Training '{trainer}' diverged in round {round} (loss {loss}). Lower its learning rate or raise its regularisation.");
