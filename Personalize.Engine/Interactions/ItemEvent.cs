namespace Personalize.Engine.Interactions;

/// <summary>One thing that one customer did with one item.</summary>
/// <param name="Item">Item number.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Amount">How much of it: pieces of a purchase, a rating; 1 where nothing was said. Finite.</param>
/// <param name="At">Unix seconds, UTC.</param>
public readonly record struct ItemEvent(int Item, ActivityKind Kind, float Amount, long At);
