using System.Globalization;

namespace Personalize.Web.Recommendations;

/// <summary>Mixes of weights in words, and as addresses name the other side of a comparison.</summary>
internal static class MixText
{
    /// <summary>Stands in addresses for the model's own weights, whatever they are by then.</summary>
    public const string Usual = "usual";

    private const int MostNamed = 3;

    /// <summary>"usual weights", "only Interests", "Interests 0.50, Popularity 0.50".</summary>
    public static string Describe(WeightMix mix, WeightMix usual)
    {
        if (mix.Weighs(usual)) return "usual weights";
        var named = mix.Hundredths.Where(weight => weight.Value > 0).OrderByDescending(weight => weight.Value).ToArray();
        if (named.Length == 1) return $"only {ScorerText.Label(named[0].Key)}";
        var more = named.Length - MostNamed;
        return string.Join(", ", named.Take(MostNamed).Select(weight => $"{ScorerText.Label(weight.Key)} {Weight(weight.Value)}"))
            + (more > 0 ? $" and {more} more" : "");
    }

    /// <summary>"0.25".</summary>
    public static string Weight(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.CurrentCulture);

    /// <returns>Null for an absent side.</returns>
    public static string? Address(WeightMix? mix, WeightMix usual) => mix is null ? null : mix.Weighs(usual) ? Usual : mix.ToString();

    /// <inheritdoc cref="Address" path="/returns"/>
    public static WeightMix? Parse(string? address, WeightMix usual) => string.IsNullOrWhiteSpace(address) ? null
        : address == Usual ? usual with { Locked = null }
        : WeightMix.Parse(address, locked: null, usual).Settled;
}
