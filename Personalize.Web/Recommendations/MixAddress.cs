namespace Personalize.Web.Recommendations;

/// <summary>What an address says of weights. All of it is absent for the model's own weights, compared with nothing.</summary>
/// <param name="Weights">Of the list, or of side A; null for the model's.</param>
/// <param name="Other">Of side B, or "usual"; null when nothing is compared.</param>
internal readonly record struct MixAddress(string? Weights, string? Locked, string? Other)
{
    public static MixAddress Of(WeightMix mix, WeightMix? other, WeightMix usual) =>
        new(mix.Weighs(usual) ? null : mix.ToString(), mix.Locked, MixText.Address(other, usual));

    public IReadOnlyDictionary<string, object?> ToQuery() =>
        new Dictionary<string, object?> { ["w"] = Weights, ["lock"] = Locked, ["b"] = Other };
}
