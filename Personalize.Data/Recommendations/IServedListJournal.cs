namespace Personalize.Data.Recommendations;

/// <summary>Writes served lists, many at a time. Bulk writing differs per database.</summary>
/// <remarks>
/// Quick before lasting: what was written in the last second may be lost with the power, though never half of it. Nobody was
/// promised a served list, and activities must not wait for the disk on its account.
/// </remarks>
public interface IServedListJournal
{
    /// <summary>Stores a batch in one transaction. What is there already, by its id, is passed over.</summary>
    /// <returns>How many servings were passed over because their customer is erased, or they are there already.</returns>
    Task<int> AppendAsync(ServedBatch batch, CancellationToken cancellation);
}

/// <param name="Shelves">Of <paramref name="Made"/>, each once.</param>
/// <param name="Made">Lists that no earlier batch held.</param>
/// <param name="Served">Of these or earlier lists, one or more.</param>
public sealed record ServedBatch(IReadOnlyList<ListShelf> Shelves, IReadOnlyList<MadeList> Made, IReadOnlyList<ServedList> Served);
