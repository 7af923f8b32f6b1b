namespace Personalize.Engine;

/// <summary>Whether a model became part of a set, and why: for people who wonder.</summary>
/// <param name="Model">Name of the scorer, or "weights" for those of the hybrid.</param>
/// <param name="Why">A sentence without its full stop, figures included.</param>
public sealed record ModelDecision(string Model, bool Trained, string Why);
