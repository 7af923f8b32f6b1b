namespace Personalize.Engine.Autoencoders;

/// <summary>What one customer's history was in the model, and what it is now.</summary>
/// <param name="Before">Distinct item numbers; empty for a new customer.</param>
/// <param name="After">Distinct item numbers; empty for one who left.</param>
public readonly record struct HistoryChange(ReadOnlyMemory<int> Before, ReadOnlyMemory<int> After);
