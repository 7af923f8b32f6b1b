using Personalize.Engine.Scoring;

namespace Personalize.Engine.Replay;

/// <summary>What came out when a list was made.</summary>
/// <param name="Weights">Weights in force, by scorer name.</param>
/// <param name="Items">In their order.</param>
public sealed record ListOutcome(Rung Rung, IReadOnlyDictionary<string, double> Weights, IReadOnlyList<OutcomeItem> Items)
{
    public static ListOutcome Of(RecommendationList list) =>
        new(list.Rung, list.Weights, [.. list.Items.Select(static item => new OutcomeItem(item.Item, item.Score))]);

    /// <summary>Compares bit for bit.</summary>
    /// <returns>The first difference as a sentence without its full stop; null when there is none.</returns>
    public string? DifferenceTo(ListOutcome again)
    {
        if (Rung != again.Rung) return FormattableString.Invariant($"it was served by {Rung}, and now by {again.Rung}");
        if (Weights.Count != again.Weights.Count) return FormattableString.Invariant($"it weighed {Weights.Count} scorers, and now {again.Weights.Count}");
        foreach (var (scorer, weight) in Weights)
        {
            if (!again.Weights.TryGetValue(scorer, out var other)) return FormattableString.Invariant($"it weighed '{scorer}', which is gone");
            if (!AreSame(weight, other)) return FormattableString.Invariant($"'{scorer}' had the weight {weight:R}, and now {other:R}");
        }
        for (var place = 0; place < Math.Min(Items.Count, again.Items.Count); place++)
        {
            var (was, now) = (Items[place], again.Items[place]);
            if (was.Item != now.Item) return FormattableString.Invariant($"place {place + 1} held item number {was.Item}, and now {now.Item}");
            if (!AreSame(was.Score, now.Score)) return FormattableString.Invariant($"place {place + 1} scored {was.Score:R}, and now {now.Score:R}");
        }
        return Items.Count == again.Items.Count ? null : FormattableString.Invariant($"it held {Items.Count} items, and now {again.Items.Count}");
    }

    private static bool AreSame(double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);
}

/// <param name="Item">Item number in the model's vocabulary.</param>
public readonly record struct OutcomeItem(int Item, double Score);
