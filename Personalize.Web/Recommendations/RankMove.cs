using System.Globalization;

namespace Personalize.Web.Recommendations;

/// <summary>Where an item stood before. Direction is in sign and word, not in colour alone.</summary>
/// <param name="Steps">Places gained; negative for lost; null for an item that is new in the list.</param>
public readonly record struct RankMove(int? Steps)
{
    public string Text => Steps switch
    {
        null => "new",
        > 0 => "▲" + Steps.Value.ToString(CultureInfo.CurrentCulture),
        _ => "▼" + (-Steps.Value).ToString(CultureInfo.CurrentCulture),
    };

    public string Spoken => Steps switch
    {
        null => "new in the list",
        > 0 => $"up {Steps}",
        _ => $"down {-Steps}",
    };

    /// <returns>By item id; items that kept their place are absent. Empty when there was no list before.</returns>
    public static IReadOnlyDictionary<int, RankMove> Between(IReadOnlyList<RecommendedItem>? before, IReadOnlyList<RecommendedItem> now)
    {
        var moves = new Dictionary<int, RankMove>();
        if (before is null) return moves;
        var old = before.Select((item, rank) => (item.ItemId, rank)).ToDictionary(pair => pair.ItemId, pair => pair.rank);
        for (var rank = 0; rank < now.Count; rank++)
        {
            var id = now[rank].ItemId;
            if (!old.TryGetValue(id, out var was)) moves[id] = new(null);
            else if (was != rank) moves[id] = new(was - rank);
        }

        return moves;
    }
}
