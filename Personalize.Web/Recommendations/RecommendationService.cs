using Personalize.Engine.Replay;
using Personalize.Engine.Scoring;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>Explained lists from the current model set and the live state; what is served is recorded, what is looked at is not.</summary>
/// <remarks>
/// While <see cref="NotReadyBecause"/> says something, lists are empty with model version 0; an API answers 503,
/// a page says that the first models are being trained.
/// </remarks>
public sealed class RecommendationService : IDisposable
{
    /// <summary>Longest list.</summary>
    public const int LargestCount = 100;

    private readonly ModelHolder _models;
    private readonly LiveState _states;
    private readonly ItemDirectory _items;
    private readonly LiveOverview _overview;
    private readonly ServedListQueue _served;
    private readonly ListMeters _meters;
    private readonly TimeProvider _time;
    private readonly QueryMemo _queries;
    private readonly ListMemo _lists;
    private readonly ListRules _rules;

    internal RecommendationService(
        ModelHolder models, LiveState states, ItemDirectory items, LiveOverview overview, ServedListQueue served, ListRules rules,
        ListMeters meters, TimeProvider time)
    {
        _models = models;
        _states = states;
        _items = items;
        _overview = overview;
        _served = served;
        _meters = meters;
        _time = time;
        _queries = new QueryMemo(meters, time);
        _lists = new ListMemo(items, time);
        _rules = rules;
    }

    /// <summary>Null once models are published; until then, why there are none, in words for people.</summary>
    public string? NotReadyBecause =>
        _models.Current is null ? "The first models are being trained; lists are there in a few seconds." : null;

    /// <summary>Whether, of what may be shown at all, the best scores make the list: no variety, fixed places or limits of categories and repeats.</summary>
    public bool RanksByScoreAlone => _rules.LeaveTheOrder;

    /// <summary>Serves a list to the customer, and records that.</summary>
    /// <inheritdoc cref="LookAsync" path="/returns|/exception"/>
    public async Task<ServedRecommendations?> RecommendAsync(
        int customerId, RecommendationOptions options, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        Check(options);
        if (await _states.GetAsync(customerId, cancellation) is not { } state) return null;
        if (_models.Current is not { } models) return NotReady(state);
        var known = Known(models, state, options);
        var served = known ?? await MadeAsync(models, state, options, cancellation);
        var took = _time.GetElapsedTime(start);
        _overview.RecordServed(new ListSighting(
            served.RecommendationId, served.CustomerId, served.CustomerKey, served.Rung,
            [.. served.Items.Select(item => item.ItemId)], options.Source, took));
        _meters.Served(took, served.Rung, wasKnown: known is not null);
        _served.Offer(served, options.Source);
        return served;
    }

    /// <summary>What the customer would be served now. An operator looks; the customer gets nothing, so nothing is recorded.</summary>
    /// <returns>Null when there is no such customer.</returns>
    /// <exception cref="ArgumentException">The count is not in 1 to 100, or the weights break their rule.</exception>
    public async Task<ServedRecommendations?> LookAsync(
        int customerId, RecommendationOptions options, CancellationToken cancellation)
    {
        Check(options);
        if (await _states.GetAsync(customerId, cancellation) is not { } state) return null;
        return _models.Current is { } models ? await MakeAsync(models, state, options, cancellation) : NotReady(state);
    }

    /// <summary>The model's own weights for this customer, by scorer name: they differ for those without a history.</summary>
    /// <returns>Null when there is no such customer or nothing serves yet.</returns>
    public async Task<IReadOnlyDictionary<string, double>?> UsualWeightsAsync(int customerId, CancellationToken cancellation) =>
        _models.Current is { } models && await _states.GetAsync(customerId, cancellation) is { } state
            ? models.Set.HybridFor(_queries.For(models, state).Query).Weights
            : null;

    /// <returns>Null when there is no such item; empty when the model does not know it yet.</returns>
    public Task<IReadOnlyList<SimilarItemView>?> SimilarAsync(int itemId, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellation.ThrowIfCancellationRequested();
        if (_items.Find(itemId) is null) return Task.FromResult<IReadOnlyList<SimilarItemView>?>(null);
        if (_models.Current is not { } models || !models.ItemNumbers.TryGetValue(itemId, out var number))
            return Task.FromResult<IReadOnlyList<SimilarItemView>?>([]);

        // All of them, as some may be inactive now; the nearest are few and the cost is in finding them.
        List<SimilarItemView> similar = [];
        foreach (var near in models.Set.Catalogue.Similar(number, models.ItemIds.Count))
        {
            if (_items.Find(models.ItemIds[near.Item]) is not { Active: true } card) continue;
            similar.Add(new SimilarItemView(
                card.Id, card.Sku, card.Title, card.Category, card.PriceCents, near.Similarity,
                [.. near.Terms.Select(shared => shared.Term)]));
            if (similar.Count == count) break;
        }

        return Task.FromResult<IReadOnlyList<SimilarItemView>?>(similar);
    }

    public void Dispose() => _lists.Dispose();

    private static void Check(RecommendationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Count, LargestCount);
    }

    // Where showings are limited, a list depends on those before it.
    private bool MayRepeat(RecommendationOptions options) => options.Weights is null && !_rules.CountShowings;

    private ServedRecommendations? Known(PublishedModels models, CustomerState state, RecommendationOptions options)
    {
        if (!MayRepeat(options) || _lists.Find(models, state, options.Count) is not { } known) return null;
        var now = _time.GetUtcNow();
        return known with { RecommendationId = Guid.CreateVersion7(now), ServedAt = now };
    }

    private async Task<ServedRecommendations> MadeAsync(
        PublishedModels models, CustomerState state, RecommendationOptions options, CancellationToken cancellation)
    {
        var revision = _items.Revision;
        var made = await MakeAsync(models, state, options, cancellation);
        if (MayRepeat(options)) _lists.Keep(models, state, revision, options.Count, made);
        return made;
    }

    private async Task<ServedRecommendations> MakeAsync(
        PublishedModels models, CustomerState state, RecommendationOptions options, CancellationToken cancellation)
    {
        var (query, facts, at) = _queries.For(models, state);
        var shelf = _rules.ShelfOf(models);
        var request = await _rules.RequestAsync(models, state, shelf, cancellation) with { Count = options.Count, Weights = options.Weights };
        var list = Recommender.Recommend(models.Set, query, request);
        var filters = AppliedFilter.Of(list.Ruled);
        var madeAt = _time.GetUtcNow();
        return Describe(models, state, query, list) with
        {
            Making = new ListMaking(new ListRecord(ListRecipe.Of(models.Set, facts, at, request), ListOutcome.Of(list)), shelf, madeAt),
            Filters = filters,
            EmptyBecause = list.Items.Count == 0 ? AppliedFilter.WhyNothingIsLeft(filters) : null,
        };
    }

    private ServedRecommendations Describe(
        PublishedModels models, CustomerState state, RecommendationQuery query, RecommendationList list)
    {
        var now = _time.GetUtcNow();
        var reasons = ReasonText.For(models, state, query, _items, now);
        List<RecommendedItem> items = new(list.Items.Count);
        foreach (var one in list.Items)
        {
            // The directory may have dropped it since the exclusions were made.
            if (_items.Find(models.ItemIds[one.Item]) is not { } card) continue;
            items.Add(new RecommendedItem(
                card.Id, card.Sku, card.Title, card.Category, card.PriceCents, one.Score, one.Parts, reasons.Sentences(one)));
        }

        return new ServedRecommendations(
            Guid.CreateVersion7(now), state.Id, state.CustomerId, models.Set.Version, now, list.Rung, list.Weights, items);
    }

    private ServedRecommendations NotReady(CustomerState state)
    {
        var now = _time.GetUtcNow();
        return new ServedRecommendations(
            Guid.CreateVersion7(now), state.Id, state.CustomerId, ModelVersion: 0, now, Rung.Popularity,
            new Dictionary<string, double>(), Items: [])
        {
            EmptyBecause = NotReadyBecause,
        };
    }
}
