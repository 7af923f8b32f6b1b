using System.Runtime.InteropServices;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Repeats;

/// <summary>What one customer had, item by item: r(u, i) = Σ over occasions with i of w·g^(later baskets).</summary>
/// <remarks>
/// An occasion is a second: an item counts once in it, with the heaviest kind. Only baskets, occasions with a purchase, make what
/// came before them older; else a day of browsing would bury a year of purchases.
/// </remarks>
internal sealed class PersonalHistory
{
    private PersonalHistory(int[] items, ItemHistory[] histories, int baskets)
    {
        Items = items;
        Histories = histories;
        BasketCount = baskets;
    }

    /// <summary>Strictly increasing.</summary>
    public int[] Items { get; }

    /// <summary>Parallel to <see cref="Items"/>.</summary>
    public ItemHistory[] Histories { get; }

    /// <summary>Occasions with a purchase.</summary>
    public int BasketCount { get; }

    /// <param name="events">Oldest first.</param>
    public static PersonalHistory Of(ReadOnlySpan<ItemEvent> events, RepeatSettings settings)
    {
        var items = new Dictionary<int, ItemHistory>();
        var (occasion, baskets) = (0, 0);
        foreach (var together in new Baskets(events))
        {
            occasion++;
            var bought = false;
            var fade = Math.Pow(settings.BasketDecay, baskets) * Halved(events[^1].At - together[0].At, settings.HalfLifeDays);
            foreach (var happened in together)
            {
                bought |= happened.Kind == ActivityKind.Purchase;
                CollectionsMarshal.GetValueRefOrAddDefault(items, happened.Item, out _)
                    .Add(occasion, happened, settings.Activity.Of(happened.Kind) * fade);
            }
            if (bought) baskets++;
        }
        int[] numbers = [.. items.Keys];
        Array.Sort(numbers);
        return new PersonalHistory(numbers, Array.ConvertAll(numbers, item => items[item]), baskets);
    }

    /// <returns>What is known of an item; nothing where the customer never had it.</returns>
    public ItemHistory Of(int item) => Items.AsSpan().BinarySearch(item) is >= 0 and var at ? Histories[at] : default;

    /// <summary>2^(-t / half-life), or 1 where the half-life is 0.</summary>
    public static double Halved(long seconds, double halfLifeDays) =>
        halfLifeDays == 0 ? 1 : Math.Pow(2, -TimeSpan.FromSeconds(seconds).TotalDays / halfLifeDays);
}

/// <summary>What one customer did with one item.</summary>
internal struct ItemHistory
{
    private int _occasion;
    private double _heaviest;

    /// <summary>Occasions with the item.</summary>
    public int Times { get; private set; }

    /// <summary>Unix seconds of the newest.</summary>
    public long LastAt { get; private set; }

    /// <summary>Unix seconds of the oldest.</summary>
    public long FirstAt { get; private set; }

    /// <summary>Mean days from one occasion to the next; NaN for less than two.</summary>
    public readonly double UsualGapDays => (LastAt - FirstAt) / 86_400d / (Times - 1);

    /// <summary>The decayed sum of its occasions.</summary>
    public double Mass { get; private set; }

    public void Add(int occasion, ItemEvent happened, double weight)
    {
        if (_occasion != occasion)
        {
            (_occasion, _heaviest) = (occasion, 0);
            Times++;
            LastAt = Math.Max(LastAt, happened.At);
            FirstAt = Times == 1 ? happened.At : Math.Min(FirstAt, happened.At);
        }
        if (weight <= _heaviest) return;
        Mass += weight - _heaviest;
        _heaviest = weight;
    }
}
