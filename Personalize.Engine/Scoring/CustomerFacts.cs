using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>What the host knows of one customer, in the terms of the engine.</summary>
public sealed record CustomerFacts
{
    public static CustomerFacts Stranger { get; } = new();

    /// <summary>The customer's id, as in the model's vocabulary of customers; null where it does not matter. Only to tell the customer from others.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Declared interests, as typed; phrases allowed.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Names of products bought elsewhere, as declared in the profile.</summary>
    public IReadOnlyList<string> DeclaredPurchases { get; init; } = [];

    /// <summary>Recent activities on items of the model's vocabulary, in any order.</summary>
    public IReadOnlyList<ItemTouch> History { get; init; } = [];
}

/// <param name="Item">Item number in the model's vocabulary.</param>
/// <param name="Amount">Pieces of a purchase, a rating; 1 where nothing was said. Finite.</param>
public readonly record struct ItemTouch(int Item, ActivityKind Kind, DateTimeOffset At, float Amount = 1);
