namespace Personalize.Web.Live;

/// <summary>What about a customer has changed.</summary>
[Flags]
public enum Aspects
{
    None = 0,
    Profile = 1,
    Engagement = 2,
    Sentiment = 4,
    Recommendations = 8,

    /// <summary>A new model set is published; concerns everybody, sent with customer 0.</summary>
    Models = 16,

    /// <summary>The customer is gone.</summary>
    Deleted = 32,
}

/// <param name="Customer">Database id, or 0 for everybody.</param>
public readonly record struct CustomerChanged(int Customer, Aspects Aspects)
{
    public const int Everybody = 0;
}

/// <summary>Changes merged since the last set: who, and which aspects; never the new values.</summary>
/// <param name="Customers">By database id; key 0 holds what concerns everybody.</param>
/// <param name="Everything">The subscriber fell behind, or has just begun: reload all it shows.</param>
public sealed record ChangeSet(IReadOnlyDictionary<int, Aspects> Customers, bool Everything)
{
    /// <summary>Whether what a reader shows of the customer may be out of date in any of the aspects.</summary>
    public bool Concerns(int customer, Aspects aspects) =>
        Everything || Has(customer, aspects) || Has(CustomerChanged.Everybody, aspects);

    private bool Has(int customer, Aspects aspects) =>
        Customers.TryGetValue(customer, out var changed) && (changed & aspects) != Aspects.None;
}
