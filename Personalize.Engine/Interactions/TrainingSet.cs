namespace Personalize.Engine.Interactions;

/// <summary>The interactions a trainer may see.</summary>
/// <param name="Interactions">Customers × items; weights are activity weights, unitless, above 0, decayed to the customer's own newest
/// activity: rows are compared by direction, and a sum over rows counts everybody alike however long ago they were here.</param>
/// <param name="Customers">Row numbers of <paramref name="Interactions"/>.</param>
/// <param name="Items">Column numbers of <paramref name="Interactions"/>.</param>
/// <param name="AsOf">Newest activity; nothing later is inside.</param>
public sealed record TrainingSet(
    InteractionMatrix Interactions, Vocabulary Customers, Vocabulary Items, DateTimeOffset AsOf)
{
    /// <summary>The same interactions one by one with their times, by customer number; empty where times are not known.</summary>
    public EventLog Events { get; init; } = EventLog.Empty;
}
