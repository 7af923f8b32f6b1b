using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Personalize.Web.Live.Figures;

/// <summary>Activities per item and minute over half an hour: which items gained most against the quarter before.</summary>
internal sealed class ItemMovers
{
    public const int Shown = 8;
    private const int Quarter = 15;
    private const int Minutes = 2 * Quarter;

    private readonly Dictionary<int, int>?[] _counts = new Dictionary<int, int>?[Minutes];
    private readonly long[] _minutes = new long[Minutes];

    public void Add(long minute, int itemId)
    {
        var slot = (int)(minute % Minutes);
        if (_minutes[slot] > minute) return;
        if (_minutes[slot] < minute || _counts[slot] is null)
        {
            _minutes[slot] = minute;
            _counts[slot] = [];
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_counts[slot]!, itemId, out _)++;
    }

    /// <summary>Strongest first. Growth counts in standard deviations of chance, so 1 → 3 does not beat 20 → 40.</summary>
    /// <param name="titleOf">Null for an item that is gone.</param>
    public ImmutableArray<Mover> Top(long minute, Func<int, string?> titleOf)
    {
        var now = Sum(minute - Quarter + 1, minute);
        var before = Sum(minute - Minutes + 1, minute - Quarter);
        return
        [
            .. now.Select(pair => (ItemId: pair.Key, Now: pair.Value, Before: before.GetValueOrDefault(pair.Key)))
                .Where(item => item.Now > item.Before)
                .OrderByDescending(item => (item.Now - item.Before) / Math.Sqrt(item.Now + item.Before))
                .ThenBy(item => item.ItemId)
                .Select(item => (item, Title: titleOf(item.ItemId)))
                .Where(row => row.Title is not null)
                .Take(Shown)
                .Select(row => new Mover(row.item.ItemId, row.Title!, row.item.Now, row.item.Before)),
        ];
    }

    private Dictionary<int, int> Sum(long from, long to)
    {
        Dictionary<int, int> sums = [];
        for (var minute = from; minute <= to; minute++)
        {
            var slot = (int)(minute % Minutes);
            if (_minutes[slot] != minute || _counts[slot] is not { } counts) continue;
            foreach (var (itemId, count) in counts) CollectionsMarshal.GetValueRefOrAddDefault(sums, itemId, out _) += count;
        }

        return sums;
    }
}
