using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Rules;

/// <summary>What a shop decides and no model learns, as data. An empty set of rules changes nothing.</summary>
/// <remarks>Rules apply in the order of <see cref="RuleKind"/>; the first that takes an item away is the one that is told.</remarks>
public sealed record ItemRules
{
    public static ItemRules None { get; } = new();

    /// <summary>Items that nobody may be shown, with why, in words for people: "out of stock", "from 18 years".</summary>
    public IReadOnlyDictionary<int, string> Unavailable { get; init; } = new Dictionary<int, string>();

    /// <summary>Items that the customer has for good: bought once and for all, or elsewhere.</summary>
    public IReadOnlySet<int> Owned { get; init; } = new HashSet<int>();

    /// <summary>Items that the customer had before, besides those that the query's events tell of: a history may be longer than what is kept of it.</summary>
    public IReadOnlySet<int> Had { get; init; } = new HashSet<int>();

    /// <summary>Items that are bought once, and how long after a purchase they are left out. Others may be bought again at any time.</summary>
    public IReadOnlyDictionary<int, TimeSpan> Cooldowns { get; init; } = new Dictionary<int, TimeSpan>();

    /// <summary>Items that the customer waved away, and when.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Dismissed { get; init; } = new Dictionary<int, DateTimeOffset>();

    /// <summary>How long a dismissal holds. Default 90 days.</summary>
    public TimeSpan DismissedFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How often each item was shown to the customer lately.</summary>
    public IReadOnlyDictionary<int, int> Shown { get; init; } = new Dictionary<int, int>();

    /// <summary>Showings from which on an item is left out; null for no limit.</summary>
    public int? MostShown { get; init; }

    /// <summary>Items for fixed places, by place from 1. A place beyond the list, or an item taken away by a rule above, is passed over.</summary>
    public IReadOnlyDictionary<int, int> Pins { get; init; } = new Dictionary<int, int>();

    /// <summary>Places of the list that items which the customer had before may take; null for no limit.</summary>
    public int? MostRepeats { get; init; }

    /// <summary>Items that are left out of the customer's list, each with the rule that says so.</summary>
    public IReadOnlyDictionary<int, RuleVerdict> Excluded(RecommendationQuery query)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(query.Now);
        var verdicts = new Dictionary<int, RuleVerdict>();
        foreach (var (item, why) in Unavailable) verdicts.TryAdd(item, new RuleVerdict(RuleKind.Unavailable, why));
        foreach (var item in Owned) verdicts.TryAdd(item, new RuleVerdict(RuleKind.Owned, "bought already"));
        foreach (var happened in query.Events.Span)
        {
            if (happened.Kind != ActivityKind.Purchase || !Cooldowns.TryGetValue(happened.Item, out var cooldown)) continue;
            var until = DateTimeOffset.FromUnixTimeSeconds(happened.At) + cooldown;
            if (until > now) verdicts.TryAdd(happened.Item, new RuleVerdict(RuleKind.Cooldown, FormattableString.Invariant($"bought; not again before {until:yyyy-MM-dd}")));
        }
        foreach (var (item, at) in Dismissed)
        {
            if (at + DismissedFor > now) verdicts.TryAdd(item, new RuleVerdict(RuleKind.Dismissed, FormattableString.Invariant($"dismissed on {at:yyyy-MM-dd}")));
        }
        foreach (var (item, times) in Shown)
        {
            if (MostShown is { } most && times >= most) verdicts.TryAdd(item, new RuleVerdict(RuleKind.Frequency, FormattableString.Invariant($"shown {times} times, at most {most}")));
        }
        return verdicts;
    }

    /// <summary>Places the ranking: pins where they belong, repeats as far as they may, the rest in order.</summary>
    /// <param name="ranked">Item numbers, best first, without those that are excluded.</param>
    /// <param name="history">Item numbers of what the customer had before.</param>
    /// <param name="count">Length of the list at most.</param>
    /// <returns>As long as there are items: repeats beyond their places come last, and only to fill the list.</returns>
    public IReadOnlyList<int> Place(IReadOnlyList<int> ranked, IReadOnlySet<int> history, int count)
    {
        var known = ranked.ToHashSet();
        var pins = Pins.Where(pin => pin.Key >= 1 && pin.Key <= Math.Min(count, ranked.Count) && known.Contains(pin.Value))
            .OrderBy(static pin => pin.Key).DistinctBy(static pin => pin.Value).ToDictionary(static pin => pin.Key, static pin => pin.Value);
        var pinned = pins.Values.ToHashSet();
        var repeatsLeft = (MostRepeats ?? int.MaxValue) - pinned.Count(history.Contains);
        var first = new List<int>();
        var surplus = new List<int>();
        foreach (var item in ranked.Where(item => !pinned.Contains(item)))
        {
            if (!history.Contains(item)) first.Add(item);
            else if (repeatsLeft-- > 0) first.Add(item);
            else surplus.Add(item);
        }
        var rest = new Queue<int>(first.Concat(surplus));
        var list = new List<int>();
        for (var place = 1; place <= count && (rest.Count > 0 || pins.Keys.Any(pin => pin >= place)); place++)
        {
            if (pins.TryGetValue(place, out var item) || rest.TryDequeue(out item)) list.Add(item);
        }
        return list;
    }
}

/// <summary>Kinds of rules, in the order in which they apply.</summary>
public enum RuleKind
{
    Unavailable,
    Owned,
    Cooldown,
    Dismissed,
    Frequency,
}

/// <param name="Why">A sentence without its full stop.</param>
public readonly record struct RuleVerdict(RuleKind Kind, string Why);
