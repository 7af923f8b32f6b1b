namespace Personalize.Data.Customers;

/// <summary>Parts of a profile that a file or a form speaks of; the others are left as they stand.</summary>
[Flags]
public enum CustomerFields
{
    None = 0,
    Age = 1,
    Gender = 2,
    Interests = 4,
    PurchaseHistory = 8,
    DeclaredEngagement = 16,
    SentimentScore = 32,
    SocialMediaActivity = 64,
    All = Age | Gender | Interests | PurchaseHistory | DeclaredEngagement | SentimentScore | SocialMediaActivity,
}

/// <summary>A checked profile from outside, in canonical form.</summary>
public sealed record CustomerRow
{
    /// <summary>Trimmed, NFC, 1 to 50 characters.</summary>
    public required string CustomerId { get; init; }
    public int? Age { get; init; }
    public string? Gender { get; init; }
    public IReadOnlyList<string> Interests { get; init; } = [];
    public IReadOnlyList<DeclaredPurchase> PurchaseHistory { get; init; } = [];
    public double? DeclaredEngagement { get; init; }
    public double? SentimentScore { get; init; }
    public string? SocialMediaActivity { get; init; }

    /// <summary>Copies the given parts into an entity.</summary>
    /// <returns>What that was to an entity which stood before.</returns>
    internal UpsertOutcome ApplyTo(Customer customer, CustomerFields given)
    {
        var outcome = UpsertOutcome.Unchanged;
        if (Differs(CustomerFields.Age, customer.Age == Age, Age is null)) customer.Age = Age;
        if (Differs(CustomerFields.Gender, customer.Gender == Gender, Gender is null)) customer.Gender = Gender;
        if (Differs(CustomerFields.Interests, customer.Interests.SequenceEqual(Interests, StringComparer.Ordinal), Interests.Count == 0))
            customer.Interests = [.. Interests];
        if (Differs(CustomerFields.PurchaseHistory, customer.PurchaseHistory.Select(ContentOf).SequenceEqual(PurchaseHistory.Select(ContentOf)), PurchaseHistory.Count == 0))
            customer.PurchaseHistory = [.. PurchaseHistory];
        if (Differs(CustomerFields.DeclaredEngagement, customer.DeclaredEngagement.Equals(DeclaredEngagement), DeclaredEngagement is null))
            customer.DeclaredEngagement = DeclaredEngagement;
        if (Differs(CustomerFields.SentimentScore, customer.SentimentScore.Equals(SentimentScore), SentimentScore is null))
            customer.SentimentScore = SentimentScore;
        if (Differs(CustomerFields.SocialMediaActivity, customer.SocialMediaActivity == SocialMediaActivity, SocialMediaActivity is null))
            customer.SocialMediaActivity = SocialMediaActivity;
        return outcome;

        bool Differs(CustomerFields field, bool equal, bool clears)
        {
            if (equal || !given.HasFlag(field))
                return false;
            if (outcome != UpsertOutcome.Cleared)
                outcome = clears ? UpsertOutcome.Cleared : UpsertOutcome.Updated;
            return true;
        }
    }

    // Times are compared as they are stored: the database has cut its own to microseconds.
    private static (string, int?, long?, DateTime?) ContentOf(DeclaredPurchase purchase) => (
        purchase.Item, purchase.Quantity, purchase.PriceCents, purchase.At is { } at ? Instant.ToStored(at) : null);
}
