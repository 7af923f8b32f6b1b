using System.Runtime.CompilerServices;
using Personalize.Engine.Diversity;
using Personalize.Engine.Interactions;
using Personalize.Engine.Replay;
using Personalize.Engine.Scoring;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;
using ItemRules = Personalize.Engine.Rules.ItemRules;

namespace Personalize.Web.Recommendations;

/// <summary>What the shop decides about the list of one customer: from the settings, the shelf, and what the customer has.</summary>
internal sealed class ListRules(ItemDirectory items, ShownItems shown, ListOptions options, TimeProvider time)
{
    private const string Inactive = "inactive";

    private readonly ConditionalWeakTable<PublishedModels, Dictionary<string, int>> _numbersByTitle = [];
    private readonly ConditionalWeakTable<PublishedModels, Kept> _shelves = [];
    private readonly IReadOnlyDictionary<int, string> _pins = options.PinnedSkus();

    /// <summary>Whether what is left is listed by its scores alone.</summary>
    public bool LeaveTheOrder => options is { RelevanceShare: 1, MostPerCategory: 0, BoughtAgainAfterDays: 0 } && _pins.Count == 0;

    /// <summary>Whether what was shown lately has a say.</summary>
    public bool CountShowings => options.MostShown > 0;

    /// <summary>What is to be had now. Taken anew only when items have changed: one look-up per item of the catalogue, some 20 ns each.</summary>
    public Shelf ShelfOf(PublishedModels models)
    {
        // Before the items are looked up: a change in between is seen twice rather than not at all.
        var revision = items.Revision;
        if (_shelves.TryGetValue(models, out var kept) && kept.Items == revision) return kept.Shelf;
        var shelf = new Shelf(OffTheShelf(models), options.MostPerCategory > 0 ? [.. models.ItemIds.Select(id => items.Find(id)?.Category)] : []);
        _shelves.AddOrUpdate(models, new Kept(shelf, revision));
        return shelf;
    }

    /// <param name="shelf">From <see cref="ShelfOf"/>.</param>
    /// <remarks>Reads the lists served lately only where showings are limited.</remarks>
    public async Task<RecommendationRequest> RequestAsync(PublishedModels models, CustomerState state, Shelf shelf, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (owned, cooldowns) = Bought(models, state, now);
        return new RecommendationRequest
        {
            Rules = new ItemRules
            {
                Unavailable = shelf.Unavailable,
                Owned = owned,
                Had = cooldowns.Keys.ToHashSet(),
                Cooldowns = cooldowns,
                MostRepeats = options.BoughtAgainAfterDays > 0 ? options.MostBoughtAgain : null,
                Shown = CountShowings ? await ShownAsync(models, state, now, cancellation) : new Dictionary<int, int>(),
                MostShown = CountShowings ? options.MostShown : null,
                Pins = _pins.Select(pin => (pin.Key, Number: models.Set.Items.NumberOf(pin.Value)))
                    .Where(static pin => pin.Number >= 0).ToDictionary(static pin => pin.Key, static pin => pin.Number),
            },
            Diversity = options.RelevanceShare < 1 ? new DiversitySettings { RelevanceShare = options.RelevanceShare } : null,
            Categories = options.MostPerCategory > 0
                ? new CategoryCap(options.MostPerCategory, shelf.CategoryOf)
                : null,
        };
    }

    private Dictionary<int, string> OffTheShelf(PublishedModels models)
    {
        Dictionary<int, string> inactive = [];
        for (var number = 0; number < models.ItemIds.Count; number++)
        {
            if (items.Find(models.ItemIds[number]) is not { Active: true }) inactive.Add(number, Inactive);
        }

        return inactive;
    }

    // The engine knows when something was bought from the newest activities alone. What was bought before they begin was bought long ago
    // if they reach back far enough; if they do not, nobody knows, and it is left out.
    private (HashSet<int> Owned, Dictionary<int, TimeSpan> Cooldowns) Bought(PublishedModels models, CustomerState state, DateTimeOffset now)
    {
        HashSet<int> owned = [];
        Dictionary<int, TimeSpan> cooldowns = [];
        var wait = TimeSpan.FromDays(options.BoughtAgainAfterDays);
        var isAllKnown = state.Recent.Length < LiveState.RecentLimit || state.Recent[^1].OccurredAt + wait <= now;
        HashSet<int> dated = [.. state.Recent.Where(static done => done.Kind == ActivityKind.Purchase).Select(static done => done.ItemId ?? 0)];
        foreach (var itemId in state.Bought)
        {
            if (!models.ItemNumbers.TryGetValue(itemId, out var number)) continue;
            if (wait == TimeSpan.Zero || (!isAllKnown && !dated.Contains(itemId))) owned.Add(number);
            else cooldowns.Add(number, wait);
        }

        foreach (var declared in state.DeclaredPurchases)
        {
            if (NumberOf(models, declared) is { } number) owned.Add(number);
        }

        return (owned, cooldowns);
    }

    private async Task<Dictionary<int, int>> ShownAsync(PublishedModels models, CustomerState state, DateTimeOffset now, CancellationToken cancellation)
    {
        Dictionary<int, int> times = [];
        foreach (var (itemId, count) in await shown.CountAsync(state.Id, now - TimeSpan.FromDays(options.ShownWithinDays), cancellation))
        {
            if (models.ItemNumbers.TryGetValue(itemId, out var number)) times.Add(number, count);
        }

        return times;
    }

    // Profiles name purchases by sku or by title.
    private int? NumberOf(PublishedModels models, string declared)
    {
        if (items.FindBySku(declared) is { } card && models.ItemNumbers.TryGetValue(card.Id, out var number)) return number;
        return _numbersByTitle.GetValue(models, TitlesOf).TryGetValue(declared, out var titled) ? titled : null;
    }

    private Dictionary<string, int> TitlesOf(PublishedModels models)
    {
        Dictionary<string, int> numbers = new(StringComparer.OrdinalIgnoreCase);
        for (var number = 0; number < models.ItemIds.Count; number++)
        {
            if (items.Find(models.ItemIds[number]) is { } card) numbers.TryAdd(card.Title, number);
        }

        return numbers;
    }

    private sealed record Kept(Shelf Shelf, int Items);
}
