using System.Globalization;
using Personalize.Data.Catalogue;

namespace Personalize.Web.Hosting;

/// <summary>Money on the wire is a decimal number of the shop's currency; inside it is whole cents.</summary>
internal static class MoneyText
{
    /// <summary>The largest amount that is kept.</summary>
    public const decimal Most = Item.MostPriceCents / 100m;

    public static decimal? FromCents(long? cents) => cents / 100m;

    /// <summary>Null for null. Reports amounts below zero, beyond the largest, or finer than a cent.</summary>
    public static long? ToCents(decimal? amount, string field, FieldErrors errors)
    {
        if (amount is not { } given)
            return null;
        if (given is < 0 or > Most)
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"{given} is no price. Give 0 to {Most}, or nothing when unknown."));
        else if (IsFinerThanCents(given))
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"{given} is finer than a hundredth. Give {decimal.Round(given, 2)}."));
        else
            return (long)(given * 100m);
        return null;
    }

    public static bool IsFinerThanCents(decimal amount) => decimal.Round(amount, 2) != amount;
}
