namespace Personalize.Web.Recommendations;

/// <summary>One weight moved as its slider moves it, and an item is no longer in the list.</summary>
/// <param name="From">Hundredths at which the weight stands.</param>
/// <param name="To">Hundredths at which the item is out, the first on the way.</param>
/// <param name="Mix">All weights then; the others have shared the difference.</param>
public sealed record Counterfactual(string Scorer, int From, int To, WeightMix Mix)
{
    /// <param name="places">Length of the list.</param>
    /// <returns>One per weight and direction in which the item leaves at all, the smallest change first. A locked weight stays.</returns>
    internal static IReadOnlyList<Counterfactual> Of(OpinionTable opinions, WeightMix mix, int itemId, int places)
    {
        List<Counterfactual> found = [];
        var settled = mix.Settled;
        foreach (var (scorer, from) in settled.Hundredths)
        {
            if (scorer == settled.Locked) continue;
            for (var step = -1; step <= 1; step += 2)
            {
                if (FirstOut(opinions, settled, scorer, from, step, itemId, places) is { } leaving) found.Add(leaving);
            }
        }

        return [.. found.OrderBy(one => Math.Abs(one.To - one.From))];
    }

    private static Counterfactual? FirstOut(
        OpinionTable opinions, WeightMix mix, string scorer, int from, int step, int itemId, int places)
    {
        for (var to = from + step; to is >= 0 and <= WeightMix.Whole; to += step)
        {
            var moved = mix.Move(scorer, to);
            // A lock, or the lack of others, ends the way before its end.
            if (moved.Of(scorer) != to) return null;
            if (opinions.PlaceOf(itemId, moved) > places) return new(scorer, from, to, moved.Settled);
        }

        return null;
    }
}
