using System.Collections.Immutable;
using System.Globalization;

namespace Personalize.Web.Recommendations;

/// <summary>
/// Weights that people set by hand. Kept in whole hundredths, so that the sum is exactly 1.00 at every moment:
/// moving one weight shares the difference among the others in proportion to what they have; one may be locked.
/// </summary>
/// <param name="Hundredths">By scorer name, in the model's order; each 0 to 100, sum 100.</param>
/// <param name="Locked">The weight that moving another must not touch; null for none.</param>
public sealed record WeightMix(ImmutableArray<KeyValuePair<string, int>> Hundredths, string? Locked = null)
{
    public const int Whole = 100;

    /// <summary>
    /// The mix before the slider now moving was first touched. Its proportions are kept while that slider moves, so that
    /// thirty steps of a hundredth end where one step of thirty would, however often a step is rounded.
    /// </summary>
    private (string Moved, ImmutableArray<KeyValuePair<string, int>> Before)? Anchor { get; init; }

    /// <summary>The same weights at rest: the next slider starts from them, whichever moved last.</summary>
    public WeightMix Settled => this with { Anchor = null };

    public bool Equals(WeightMix? other) =>
        other is not null && Locked == other.Locked && Hundredths.SequenceEqual(other.Hundredths);

    public override int GetHashCode() =>
        Hundredths.Aggregate(Locked?.GetHashCode(StringComparison.Ordinal) ?? 0, (hash, weight) => HashCode.Combine(hash, weight.Key, weight.Value));

    /// <param name="weights">By scorer name; finite and ≥ 0, any sum above 0.</param>
    public static WeightMix From(IEnumerable<KeyValuePair<string, double>> weights)
    {
        var given = weights.ToArray();
        var shares = Share(Whole, [.. given.Select(weight => weight.Value)]);
        return new([.. given.Select((weight, index) => KeyValuePair.Create(weight.Key, shares[index]))]);
    }

    /// <summary>Reads <see cref="ToString"/>'s form. Unknown names are dropped, missing ones are 0, and any sum is scaled to 1.</summary>
    /// <returns><paramref name="fallback"/> when nothing usable is in <paramref name="text"/>.</returns>
    public static WeightMix Parse(string? text, string? locked, WeightMix fallback)
    {
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.LastIndexOf(':');
            if (colon > 0
                && double.TryParse(part.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value))
                given[part[..colon]] = Math.Min(value, 1e6);
        }

        var known = fallback.Hundredths.Select(weight => KeyValuePair.Create(weight.Key, given.GetValueOrDefault(weight.Key))).ToArray();
        var mix = known.Sum(weight => weight.Value) > 0 ? From(known) : fallback;
        return mix with { Locked = mix.IndexOf(locked) >= 0 ? locked : null };
    }

    /// <summary>Whether the weights are the same, whatever is locked.</summary>
    public bool Weighs(WeightMix other) => Hundredths.SequenceEqual(other.Hundredths);

    /// <summary>The same after the model's own weights have changed: what was set by hand stays, what the model said follows the model.</summary>
    /// <param name="before">The model's weights until now; null when they were not known.</param>
    public WeightMix Follow(WeightMix? before, WeightMix usual)
    {
        if (before is not null && Weighs(before)) return usual with { Locked = Locked };
        return Hundredths.Select(weight => weight.Key).SequenceEqual(usual.Hundredths.Select(weight => weight.Key))
            ? this
            : Parse(ToString(), Locked, usual);
    }

    public IReadOnlyDictionary<string, double> ToWeights() =>
        Hundredths.ToDictionary(weight => weight.Key, weight => weight.Value / (double)Whole, StringComparer.Ordinal);

    public int Of(string name) => IndexOf(name) is var index and >= 0 ? Hundredths[index].Value : 0;

    /// <summary>Moves one weight as near to <paramref name="hundredths"/> as the lock allows; the free others share the rest.</summary>
    public WeightMix Move(string name, int hundredths)
    {
        var moved = IndexOf(name);
        if (moved < 0) throw new ArgumentException($"There is no weight '{name}'; known are {ToString()}.", nameof(name));
        var free = Enumerable.Range(0, Hundredths.Length)
            .Where(index => index != moved && Hundredths[index].Key != Locked).ToArray();
        if (free.Length == 0) return this;

        var before = Anchor is { } anchor && anchor.Moved == name ? anchor.Before : Hundredths;
        var held = Hundredths.Where((weight, index) => index != moved && weight.Key == Locked).Sum(weight => weight.Value);
        var target = Math.Clamp(hundredths, 0, Whole - held);
        var shares = Share(Whole - held - target, [.. free.Select(index => (double)before[index].Value)]);
        var next = Hundredths.ToBuilder();
        next[moved] = KeyValuePair.Create(name, target);
        for (var at = 0; at < free.Length; at++) next[free[at]] = KeyValuePair.Create(Hundredths[free[at]].Key, shares[at]);
        return this with { Hundredths = next.MoveToImmutable(), Anchor = (name, before) };
    }

    public WeightMix ToggleLock(string name) => this with { Locked = Locked == name ? null : name, Anchor = null };

    /// <summary>"content:0.50,popularity:0.50": the form that addresses carry.</summary>
    public override string ToString() => string.Join(',', Hundredths.Select(weight =>
        string.Create(CultureInfo.InvariantCulture, $"{weight.Key}:{weight.Value / 100m:0.00}")));

    private int IndexOf(string? name)
    {
        for (var index = 0; index < Hundredths.Length; index++)
            if (Hundredths[index].Key == name)
                return index;
        return -1;
    }

    /// <summary>Divides whole hundredths in proportion; when there is no proportion, evenly.</summary>
    private static int[] Share(int hundredths, double[] proportions)
    {
        var sum = proportions.Sum();
        var even = sum <= 0 || !double.IsFinite(sum);
        var exact = proportions.Select(part => even ? hundredths / (double)proportions.Length : hundredths * (part / sum)).ToArray();
        return [.. RoundedParts.Of(exact, decimals: 0).Parts.Select(part => (int)part)];
    }
}
