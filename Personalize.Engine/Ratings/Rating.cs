namespace Personalize.Engine.Ratings;

/// <summary>One rating that a customer gave an item.</summary>
/// <param name="Customer">Customer number; -1 in held-out ratings of somebody who is not in the training data.</param>
/// <param name="Item">Item number; -1 in held-out ratings of an item that is not in the training data.</param>
/// <param name="Value">In the units of the scale, such as stars. Finite.</param>
/// <param name="At">Unix seconds, UTC; 0 where the time is not known.</param>
public readonly record struct Rating(int Customer, int Item, float Value, long At = 0);
