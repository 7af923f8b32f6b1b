using System.Text.Json.Serialization;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>A user as the API shows it.</summary>
internal sealed record UserResponse
{
    public required int Id { get; init; }
    public required string CustomerId { get; init; }
    public required int? Age { get; init; }
    public required string? Gender { get; init; }
    public required IReadOnlyList<string> Interests { get; init; }
    public required IReadOnlyList<PurchaseEntry> PurchaseHistory { get; init; }

    /// <summary>In [0, 1]; null while nothing is known.</summary>
    public required double? EngagementScore { get; init; }

    /// <summary>In [0, 1], 0.5 neutral; null while nothing is known.</summary>
    public required double? SentimentScore { get; init; }
    public required string? SocialMediaActivity { get; init; }
    public required long ActivityCount { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fields that are null because the caller may not see them; absent when nothing is hidden.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required IReadOnlyList<string>? MaskedFields { get; init; }

    public static UserResponse Of(CustomerView view) => new()
    {
        Id = view.Id,
        CustomerId = view.CustomerId,
        Age = view.Age,
        Gender = view.Gender,
        Interests = view.Interests,
        PurchaseHistory = [.. view.PurchaseHistory.Select(PurchaseEntry.Of)],
        EngagementScore = view.EngagementScore,
        SentimentScore = view.SentimentScore,
        SocialMediaActivity = view.SocialMediaActivity,
        ActivityCount = view.ActivityCount,
        UpdatedAt = view.UpdatedAt,
        MaskedFields = view.MaskedFields.Count == 0 ? null : view.MaskedFields,
    };
}

/// <summary>A user to be made. Only <c>customer_id</c> is required.</summary>
internal sealed record NewUser
{
    public Given<string?> CustomerId { get; init; }
    public Given<int?> Age { get; init; }
    public Given<string?> Gender { get; init; }
    public Given<IReadOnlyList<string>?> Interests { get; init; }
    public Given<IReadOnlyList<PurchaseEntry>?> PurchaseHistory { get; init; }
    public Given<string?> SocialMediaActivity { get; init; }

    public (CustomerChange Change, FieldErrors Errors) ToChange() =>
        UserFields.ToChange(CustomerId, Age, Gender, Interests, PurchaseHistory, SocialMediaActivity);
}

/// <summary>Changes to a user; fields that are left out stay as they are.</summary>
internal sealed record UserUpdate
{
    public Given<string?> CustomerId { get; init; }
    public Given<int?> Age { get; init; }
    public Given<string?> Gender { get; init; }
    public Given<IReadOnlyList<string>?> Interests { get; init; }
    public Given<IReadOnlyList<PurchaseEntry>?> PurchaseHistory { get; init; }
    public Given<string?> SocialMediaActivity { get; init; }

    public (CustomerChange Change, FieldErrors Errors) ToChange() =>
        UserFields.ToChange(CustomerId, Age, Gender, Interests, PurchaseHistory, SocialMediaActivity);
}

internal static class UserFields
{
    public static (CustomerChange Change, FieldErrors Errors) ToChange(
        Given<string?> customerId, Given<int?> age, Given<string?> gender, Given<IReadOnlyList<string>?> interests,
        Given<IReadOnlyList<PurchaseEntry>?> purchases, Given<string?> socialMediaActivity)
    {
        var errors = new FieldErrors();
        var change = new CustomerChange
        {
            CustomerId = customerId,
            Age = age,
            Gender = gender,
            Interests = interests.Then(list => list ?? []),
            PurchaseHistory = purchases.Then(list => Declared(list ?? [], errors)),
            SocialMediaActivity = socialMediaActivity,
        };
        return (change, errors);
    }

    private static IReadOnlyList<DeclaredPurchase> Declared(IReadOnlyList<PurchaseEntry> purchases, FieldErrors errors) =>
        [.. purchases.Select((purchase, index) => purchase.ToDeclared($"purchase_history[{index}]", errors))];
}
