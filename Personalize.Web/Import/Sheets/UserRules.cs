using System.Text.Json;
using Personalize.Data.Customers;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Sheets;

/// <summary>Reads rows of a users sheet. An empty cell says that the value is not known.</summary>
internal sealed class UserRules(SheetLayout layout)
{
    private static readonly (SheetField Field, CustomerFields Part)[] Parts =
    [
        (SheetField.Age, CustomerFields.Age), (SheetField.Gender, CustomerFields.Gender), (SheetField.Interests, CustomerFields.Interests),
        (SheetField.PurchaseHistory, CustomerFields.PurchaseHistory), (SheetField.EngagementScore, CustomerFields.DeclaredEngagement),
        (SheetField.SentimentScore, CustomerFields.SentimentScore), (SheetField.SocialMediaActivity, CustomerFields.SocialMediaActivity),
    ];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>What the sheet speaks of; the rest of each profile stays as it is.</summary>
    public CustomerFields Given { get; } =
        Parts.Where(part => layout.Has(part.Field)).Aggregate(CustomerFields.None, (sum, part) => sum | part.Part);

    /// <returns>The fault, or null and the customer.</returns>
    public RowFault? Read(SheetRow row, out CustomerRow? user)
    {
        user = null;
        var key = CellValue.Key(layout.Of(row, SheetField.CustomerId));
        if (KeyFault(key) is { } keyFault)
            return keyFault;
        int? age = null;
        if (Fault(row, SheetField.Age, "age_range", cell => TryAge(cell, out age)) is { } ageFault)
            return ageFault;
        string? gender = null, social = null;
        if (Fault(row, SheetField.Gender, "gender_length", cell => TryShort(cell, Customer.GenderMaxLength, out gender)) is { } genderFault)
            return genderFault;
        if (ReadInterests(row, out var interests) is { } interestsFault)
            return interestsFault;
        if (ReadPurchases(row, out var purchases) is { } purchasesFault)
            return purchasesFault;
        double? engagement = null, sentiment = null;
        if (Fault(row, SheetField.EngagementScore, "engagement_range", cell => TryShare(cell, out engagement)) is { } engagementFault)
            return engagementFault;
        if (Fault(row, SheetField.SentimentScore, "sentiment_range", cell => TryShare(cell, out sentiment)) is { } sentimentFault)
            return sentimentFault;
        if (Fault(row, SheetField.SocialMediaActivity, "social_length", cell => TryShort(cell, Customer.SocialMediaActivityMaxLength, out social)) is { } socialFault)
            return socialFault;
        if (!_seen.Add(key))
            return new RowFault("customer_duplicate", SheetField.CustomerId, key);
        user = new CustomerRow
        {
            CustomerId = key,
            Age = age,
            Gender = gender,
            Interests = interests,
            PurchaseHistory = purchases,
            DeclaredEngagement = engagement,
            SentimentScore = sentiment,
            SocialMediaActivity = social,
        };
        return null;
    }

    internal static RowFault? KeyFault(string key) => key.Length switch
    {
        0 => new RowFault("customer_missing", SheetField.CustomerId, null),
        > Customer.CustomerIdMaxLength => new RowFault("customer_id_length", SheetField.CustomerId, key),
        _ => null,
    };

    private RowFault? Fault(SheetRow row, SheetField field, string code, Func<Cell, bool> tryRead)
    {
        var cell = layout.Of(row, field);
        return cell.IsBlank || tryRead(cell) ? null : new RowFault(code, field, cell.ToString());
    }

    private static bool TryAge(Cell cell, out int? age)
    {
        var number = CellValue.Number(cell);
        var fits = number is >= 0 and <= Customer.OldestAge && number == Math.Floor(number);
        age = fits ? (int)number : null;
        return fits;
    }

    private static bool TryShare(Cell cell, out double? share)
    {
        var number = CellValue.Number(cell);
        share = number;
        return number is >= 0 and <= 1;
    }

    private static bool TryShort(Cell cell, int length, out string? text)
    {
        text = CellValue.Text(cell);
        return text.Length <= length;
    }

    private RowFault? ReadInterests(SheetRow row, out List<string> interests)
    {
        interests = [];
        var cell = layout.Of(row, SheetField.Interests);
        if (cell.IsBlank)
            return null;
        var list = ListText.Parse(cell.ToString());
        if (list.Fault is not null || list.Json?.EnumerateArray().Any(element => element.ValueKind != JsonValueKind.String) == true)
            return FaultOf(list.Fault == "too_deep" ? "too_deep" : "interests_invalid");
        var words = list.Words ?? list.Json!.Value.EnumerateArray().Select(element => element.GetString()!);
        interests = [.. words.Select(CellValue.Text).Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (interests.Count > Customer.MaxInterests)
            return FaultOf("interests_count");
        return interests.Exists(interest => interest.Length > Customer.InterestMaxLength) ? FaultOf("interest_length") : null;

        RowFault FaultOf(string code) => new(code, SheetField.Interests, cell.ToString());
    }

    private RowFault? ReadPurchases(SheetRow row, out List<DeclaredPurchase> purchases)
    {
        purchases = [];
        var cell = layout.Of(row, SheetField.PurchaseHistory);
        if (cell.IsBlank)
            return null;
        var list = ListText.Parse(cell.ToString());
        if (list.Fault is not null)
            return FaultOf(list.Fault == "too_deep" ? "too_deep" : "purchases_invalid");
        if (PurchaseText.Read(list) is not { } read)
            return FaultOf("purchases_invalid");
        purchases = read;
        return read.Count > Customer.MaxPurchases ? FaultOf("purchases_count") : null;

        RowFault FaultOf(string code) => new(code, SheetField.PurchaseHistory, cell.ToString());
    }
}
