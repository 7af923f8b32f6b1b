using System.Collections.Frozen;
using Personalize.Web.Hosting;

namespace Personalize.Web.Import.Sheets;

/// <summary>Why a row is not imported: the first of its faults, in the order in which its rules stand.</summary>
/// <param name="Value">As the sheet has it; null when it is the absence that is wrong.</param>
internal readonly record struct RowFault(string Code, SheetField Field, string? Value)
{
    public const int ValueLength = 200;

    private static readonly FrozenDictionary<string, string> Messages = new Dictionary<string, string>
    {
        ["customer_missing"] = "The customer id is empty.",
        ["customer_id_length"] = "The customer id is longer than 50 characters.",
        ["customer_duplicate"] = "The customer id stands in an earlier row of the file.",
        ["age_range"] = "The age is not a whole number from 0 to 150.",
        ["gender_length"] = "The gender is longer than 10 characters.",
        ["interests_invalid"] = "The interests are neither a list of words nor a JSON array of texts.",
        ["interests_count"] = "There are more than 50 interests.",
        ["interest_length"] = "An interest is longer than 64 characters.",
        ["purchases_invalid"] = "The purchase history is neither a list of items nor a JSON array of items, with quantities from 1 to 1,000,000 and prices from 0 to 100,000,000.",
        ["purchases_count"] = "There are more than 1,000 purchases.",
        ["too_deep"] = "The JSON is nested deeper than 16 levels.",
        ["engagement_range"] = "The engagement score is not a number from 0 to 1. Write decimals with a point: 0.75.",
        ["sentiment_range"] = "The sentiment score is not a number from 0 to 1. Write decimals with a point: 0.75.",
        ["social_length"] = "The social media activity is longer than 10 characters.",
        ["invoice_cancelled"] = "The invoice is a cancellation (its number starts with C).",
        ["quantity_invalid"] = "The quantity is not a number up to 1,000,000,000. Write decimals with a point (2.5) and thousands as 1250 or 1,250.",
        ["quantity_not_positive"] = "The quantity is not above 0.",
        ["price_invalid"] = "The unit price is not a number up to 100,000,000. Write decimals with a point (12.50, not 12,50) and thousands as 1250 or 1,250; a currency sign may stand before or behind. Leave the cell empty when the price is not known.",
        ["price_not_positive"] = "The unit price is not above 0. Leave the cell empty when it is not known.",
        ["item_missing"] = "The item code is empty.",
        ["item_length"] = "The item code is longer than 64 characters.",
        ["date_ambiguous"] = "The time can be read with the month or the day first. Write dates as year-month-day: 2026-12-31.",
        ["date_invalid"] = "The time is not a date from 1900 to today. Write dates as year-month-day: 2026-12-31.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Message => Messages[Code];

    public string? ShownValue => Value is null ? null : CutText.To(Value, ValueLength);
}
