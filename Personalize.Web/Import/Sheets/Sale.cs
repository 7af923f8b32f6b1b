namespace Personalize.Web.Import.Sheets;

/// <summary>One line of an invoice that counts as a purchase.</summary>
/// <param name="ActivityId">Made from the line's content, so that the same line of another file is recognised.</param>
internal readonly record struct Sale(
    Guid ActivityId, string CustomerKey, string Sku, string Description, double Quantity, DateTimeOffset At, long? PriceCents);
