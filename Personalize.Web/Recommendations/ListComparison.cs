namespace Personalize.Web.Recommendations;

/// <summary>How far two ranked lists agree.</summary>
/// <param name="Common">Items in both.</param>
/// <param name="Places">Length of the longer list.</param>
/// <param name="Tau">
/// Kendall's τ over the items in both: pairs in the same order less pairs in the other, by all pairs; −1 to 1.
/// Null where fewer than two items are in both.
/// </param>
public readonly record struct ListComparison(int Common, int Places, double? Tau)
{
    /// <param name="one">Distinct ids, best first.</param>
    /// <param name="other">Distinct ids, best first.</param>
    public static ListComparison Of(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var places = other.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        int[] common = [.. one.Where(places.ContainsKey).Select(id => places[id])];
        var pairs = common.Length * (common.Length - 1) / 2;
        var balance = 0;
        for (var first = 0; first < common.Length; first++)
        {
            for (var second = first + 1; second < common.Length; second++) balance += common[first] < common[second] ? 1 : -1;
        }

        return new(common.Length, Math.Max(one.Count, other.Count), pairs == 0 ? null : balance / (double)pairs);
    }
}
