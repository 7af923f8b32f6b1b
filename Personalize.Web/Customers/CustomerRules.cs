using System.Globalization;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>What may be stored of a customer. One set of rules for the API and the pages; rows of a sheet have their own.</summary>
internal static class CustomerRules
{
    /// <summary>Cleans the fields that are given and checks them.</summary>
    public static (CustomerChange Clean, FieldErrors Errors) Check(CustomerChange change, CustomerOrigin origin)
    {
        var errors = new FieldErrors();
        if (origin == CustomerOrigin.New && !change.CustomerId.IsGiven)
            errors.Add("customer_id", "Is required.");
        var clean = new CustomerChange
        {
            CustomerId = change.CustomerId.Then(key => Key(key, errors)),
            Age = change.Age.Then(age => Age(age, errors)),
            Gender = change.Gender.Then(word => errors.Short("gender", word, Customer.GenderMaxLength)),
            Interests = change.Interests.Then<IReadOnlyList<string>>(list => Interests(list, errors)),
            PurchaseHistory = change.PurchaseHistory.Then<IReadOnlyList<DeclaredPurchase>>(list => Purchases(list, errors)),
            SocialMediaActivity = change.SocialMediaActivity.Then(
                word => errors.Short("social_media_activity", word, Customer.SocialMediaActivityMaxLength)),
        };
        return (clean, errors);
    }

    private static string? Key(string? key, FieldErrors errors)
    {
        var clean = errors.Short("customer_id", key, Customer.CustomerIdMaxLength);
        if (clean is null && !errors.Has("customer_id"))
            errors.Add("customer_id", "Must not be empty.");
        return clean;
    }

    private static int? Age(int? age, FieldErrors errors)
    {
        if (age is < 0 or > Customer.OldestAge)
            errors.Add("age", string.Create(CultureInfo.InvariantCulture, $"{age} is not an age. Give 0 to {Customer.OldestAge}, or nothing when unknown."));
        return age;
    }

    private static List<string> Interests(IReadOnlyList<string>? interests, FieldErrors errors)
    {
        var clean = new List<string>();
        if (interests is null)
            return clean;
        for (var index = 0; index < interests.Count && index <= Customer.MaxInterests; index++)
        {
            var interest = errors.Short($"interests[{index}]", interests[index], Customer.InterestMaxLength);
            if (interest is not null && !clean.Contains(interest, StringComparer.OrdinalIgnoreCase))
                clean.Add(interest);
        }

        if (interests.Count > Customer.MaxInterests)
            errors.Add("interests", $"Has {interests.Count} entries; at most {Customer.MaxInterests} are allowed.");
        return clean;
    }

    private static List<DeclaredPurchase> Purchases(IReadOnlyList<DeclaredPurchase>? purchases, FieldErrors errors)
    {
        if (purchases is null)
            return [];
        if (purchases.Count > Customer.MaxPurchases)
        {
            errors.Add("purchase_history", $"Has {purchases.Count} entries; at most {Customer.MaxPurchases} are allowed.");
            return [];
        }

        return [.. purchases.Select((purchase, index) => Purchase(purchase, $"purchase_history[{index}]", errors))];
    }

    private static DeclaredPurchase Purchase(DeclaredPurchase purchase, string field, FieldErrors errors)
    {
        var item = errors.Short(field, purchase.Item, DeclaredPurchase.ItemMaxLength);
        if (item is null && !errors.Has(field))
            errors.Add(field, "Must name the item.");
        if (purchase.Quantity is < 1 or > DeclaredPurchase.MostQuantity)
            errors.Add(field + ".quantity", $"Is {purchase.Quantity}; must be 1 to {DeclaredPurchase.MostQuantity}.");
        if (purchase.PriceCents is < 0 or > Item.MostPriceCents)
            errors.Add(field + ".price", $"Must be 0 to {MoneyText.Most}.");
        return new DeclaredPurchase
        {
            Item = item ?? "",
            Quantity = purchase.Quantity,
            PriceCents = purchase.PriceCents,
            At = purchase.At?.ToUniversalTime(),
        };
    }
}

/// <summary>Whether a change makes a customer or alters one.</summary>
internal enum CustomerOrigin
{
    New,
    Existing,
}
