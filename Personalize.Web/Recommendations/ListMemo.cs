using Microsoft.Extensions.Caching.Memory;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>Lists made lately. While the customer, the models and the items are the same, so is the list.</summary>
/// <threadsafety>Two readers at once may both make one; they are equal.</threadsafety>
internal sealed class ListMemo(ItemDirectory items, TimeProvider time) : IDisposable
{
    // Some 30 KB each with all that explains them.
    private const int MostLists = 4000;

    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = MostLists });

    /// <returns>Null where it has to be made anew.</returns>
    public ServedRecommendations? Find(PublishedModels models, CustomerState state, int count) =>
        _made.TryGetValue((state.Id, count), out Made? made)
        && ReferenceEquals(made!.State, state) && ReferenceEquals(made.Models, models)
        && made.Items == items.Revision && time.GetUtcNow() - made.List.ServedAt < QueryMemo.Lifetime
            ? made.List
            : null;

    /// <param name="itemsRevision">Of <see cref="ItemDirectory"/>, read before the list was made.</param>
    public void Keep(PublishedModels models, CustomerState state, int itemsRevision, int count, ServedRecommendations list) =>
        // A list that nobody asks for again must not keep the models that made it.
        _made.Set(
            (state.Id, count), new Made(models, state, itemsRevision, list),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = QueryMemo.Lifetime });

    public void Dispose() => _made.Dispose();

    private sealed record Made(PublishedModels Models, CustomerState State, int Items, ServedRecommendations List);
}
