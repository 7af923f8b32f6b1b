namespace Personalize.Web.Recommendations;

/// <summary>One customer's list, and beside it the list under other weights where two are compared.</summary>
/// <param name="Other">Side B; null when nothing is compared.</param>
/// <param name="Moves">Marks of side A: what the last change did to it, or, beside another list, what is not in that.</param>
/// <param name="OtherMoves">Marks of side B: where its items stand against A.</param>
public sealed record RankedSides(
    ServedRecommendations? List, ServedRecommendations? Other, ListComparison? Comparison,
    IReadOnlyDictionary<int, RankMove> Moves, IReadOnlyDictionary<int, RankMove> OtherMoves)
{
    public static RankedSides None { get; } = new(null, null, null, new Dictionary<int, RankMove>(), new Dictionary<int, RankMove>());

    /// <summary>These sides after a ranking.</summary>
    public RankedSides Then(ServedRecommendations? list, ServedRecommendations? other)
    {
        var items = list?.Items ?? [];
        if (other is not null)
        {
            return new(
                list, other, ListComparison.Of([.. items.Select(item => item.ItemId)], [.. other.Items.Select(item => item.ItemId)]),
                RankMove.Between(other.Items, items).Where(move => move.Value.Steps is null).ToDictionary(),
                RankMove.Between(items, other.Items));
        }

        var before = Other is null && List is not null && List.CustomerId == list?.CustomerId ? List.Items : null;
        return None with { List = list, Moves = RankMove.Between(before, items) };
    }
}
