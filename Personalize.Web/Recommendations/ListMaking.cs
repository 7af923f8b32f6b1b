using Personalize.Engine.Replay;

namespace Personalize.Web.Recommendations;

/// <summary>How a list was made. All servings of the same list have the same one, so that it is written once.</summary>
/// <threadsafety>Immutable but for <see cref="IsWritten"/>, which the writer sets and nobody takes back.</threadsafety>
internal sealed class ListMaking(ListRecord record, Shelf shelf, DateTimeOffset madeAt)
{
    private volatile bool _isWritten;

    public ListRecord Record => record;

    public Shelf Shelf => shelf;

    /// <summary>Not after any serving.</summary>
    public DateTimeOffset MadeAt => madeAt;

    /// <summary>Of the list, not of a serving of it.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(madeAt);

    public bool IsWritten => _isWritten;

    public void Written() => _isWritten = true;
}
