using Personalize.Engine.Scoring;
using Personalize.Web.Catalogue;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>What in particular speaks for an item, beyond the sentences: named, strongest first.</summary>
/// <param name="Terms">Words that its text shares with the customer's interests.</param>
/// <param name="Near">Items of the customer's history that it goes with.</param>
/// <param name="Alike">Customers with a similar history who have it; null where none speak for it.</param>
internal sealed record ItemEvidence(IReadOnlyList<string> Terms, IReadOnlyList<ItemCard> Near, Reason.SimilarCustomers? Alike)
{
    private const int Most = 5;

    /// <param name="models">Those that made the list; null when others serve by now, and the numbers of items mean nothing any more.</param>
    public static ItemEvidence Of(RecommendedItem item, PublishedModels? models, ItemDirectory items) => new(
        [.. Strongest<Reason.SharedTerm, string>(item, static reason => reason.Term)],
        models is null
            ? []
            : [.. Strongest<Reason.BecauseOf, int>(item, static reason => reason.Item)
                .Select(number => items.Find(models.ItemIds[number])).OfType<ItemCard>().Where(near => near.Id != item.ItemId)],
        item.Parts.SelectMany(static part => part.Reasons).OfType<Reason.SimilarCustomers>().FirstOrDefault());

    // Reasons are in their scorer's units; as shares of what the scorer adds they can be put in one order.
    private static IEnumerable<TKey> Strongest<TReason, TKey>(RecommendedItem item, Func<TReason, TKey> key)
        where TReason : Reason => item.Parts
        .SelectMany(part =>
        {
            var sum = part.Reasons.Sum(static reason => Math.Max(0, reason.Contribution));
            return part.Reasons.OfType<TReason>().Where(static reason => reason.Contribution > 0)
                .Select(reason => (Key: key(reason), Share: part.Contribution * reason.Contribution / sum));
        })
        .GroupBy(static one => one.Key)
        .OrderByDescending(static group => group.Sum(one => one.Share))
        .Select(static group => group.Key)
        .Take(Most);
}
