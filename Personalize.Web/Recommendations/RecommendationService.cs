namespace Personalize.Web.Recommendations;

/// <summary>Serves explained lists from the current model set and the live state, and records what was served.</summary>
public sealed class RecommendationService
{
    /// <returns>Null when there is no such customer.</returns>
    public Task<ServedRecommendations?> RecommendAsync(
        int customerId, RecommendationOptions options, CancellationToken cancellation) => throw new NotImplementedException();

    /// <returns>Null when there is no such item; empty when the model does not know it yet.</returns>
    public Task<IReadOnlyList<SimilarItemView>?> SimilarAsync(int itemId, int count, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
