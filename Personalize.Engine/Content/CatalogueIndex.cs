namespace Personalize.Engine.Content;

/// <summary>TF-IDF vectors of the catalogue with postings by term.</summary>
public sealed class CatalogueIndex
{
    /// <summary>The items whose text is nearest by cosine, best first, without the item itself; ties by lower number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in the vocabulary.</exception>
    public IReadOnlyList<SimilarItem> Similar(int item, int count) => throw new NotImplementedException();
}

/// <param name="Similarity">Cosine in (0, 1].</param>
/// <param name="Terms">The shared terms that weigh most, strongest first, at most three.</param>
public sealed record SimilarItem(int Item, double Similarity, IReadOnlyList<Scoring.Reason.SharedTerm> Terms);
