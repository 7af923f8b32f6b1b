using System.Runtime.CompilerServices;
using Personalize.Engine.Scoring;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>Queries by customer state: made by the first reader, kept as long as the state and the models are the same.</summary>
/// <threadsafety>Two readers at once may both make one; they are equal.</threadsafety>
internal sealed class QueryMemo(ListMeters meters, TimeProvider time)
{
    /// <summary>Weights are decayed to the moment of making; all shrink alike, so minutes change no order.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Keyed by the immutable state itself: when the state goes, its query goes.
    private readonly ConditionalWeakTable<CustomerState, Made> _made = [];

    public Made For(PublishedModels models, CustomerState state)
    {
        var now = time.GetUtcNow();
        if (_made.TryGetValue(state, out var made) && made.Query.ModelVersion == models.Set.Version && now - made.At < Lifetime)
            return made;

        var start = time.GetTimestamp();
        var facts = FactsOf(models, state);
        made = new Made(QueryFactory.Build(models.Set, facts, now), facts, now);
        meters.FoldedIn(time.GetElapsedTime(start));
        _made.AddOrUpdate(state, made);
        return made;
    }

    private static CustomerFacts FactsOf(PublishedModels models, CustomerState state)
    {
        List<ItemTouch> history = new(state.Recent.Length);
        foreach (var activity in state.Recent)
        {
            if (activity.ItemId is { } itemId && models.ItemNumbers.TryGetValue(itemId, out var number))
                history.Add(new ItemTouch(number, activity.Kind, activity.OccurredAt));
        }

        return new CustomerFacts
        {
            CustomerId = state.CustomerId,
            Interests = state.Interests,
            DeclaredPurchases = state.DeclaredPurchases,
            History = history,
        };
    }

    /// <param name="At">The instant that the query was made for.</param>
    public sealed record Made(RecommendationQuery Query, CustomerFacts Facts, DateTimeOffset At);
}
