namespace Personalize.Web.Hosting;

/// <summary>Money on the wire is a decimal number of the shop's currency; inside it is whole cents.</summary>
internal static class MoneyText
{
    /// <summary>The largest amount that is kept, in cents.</summary>
    public const long MostCents = 100_000_000_00;

    public static decimal? FromCents(long? cents) => cents / 100m;

    /// <summary>Null for null. Reports amounts below zero, beyond the largest, or finer than a cent.</summary>
    public static long? ToCents(decimal? amount, string field, FieldErrors errors)
    {
        if (amount is not { } given)
            return null;
        if (given is < 0 or > MostCents / 100m)
            errors.Add(field, $"Must be 0 to {MostCents / 100}.");
        else if (decimal.Round(given, 2) != given)
            errors.Add(field, "Must not be finer than a hundredth.");
        else
            return (long)(given * 100m);
        return null;
    }
}
