namespace Personalize.Web.Import.Sheets;

/// <summary>What a column can hold. The first group makes a users sheet, the second a transactions sheet.</summary>
internal enum SheetField
{
    CustomerId,
    Age,
    Gender,
    Interests,
    PurchaseHistory,
    EngagementScore,
    SentimentScore,
    SocialMediaActivity,

    Invoice,
    Item,
    Description,
    Quantity,
    Date,
    Price,
    Country,
}
