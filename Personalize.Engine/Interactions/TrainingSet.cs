namespace Personalize.Engine.Interactions;

/// <summary>The interactions a trainer may see.</summary>
/// <param name="Interactions">Customers × items; weights are decayed activity weights, unitless, above 0.</param>
/// <param name="Customers">Row numbers of <paramref name="Interactions"/>.</param>
/// <param name="Items">Column numbers of <paramref name="Interactions"/>.</param>
/// <param name="AsOf">The instant the decayed weights refer to; nothing later is inside.</param>
public sealed record TrainingSet(
    InteractionMatrix Interactions, Vocabulary Customers, Vocabulary Items, DateTimeOffset AsOf);
