using Personalize.Engine;
using Personalize.Web.Live;

namespace Personalize.Web.Training;

/// <summary>The model set that serves, together with the numbering of items it was trained on.</summary>
/// <param name="ItemIds">Database id of each item number; 0 for an item that is gone.</param>
/// <param name="ItemNumbers">Item number of each database id.</param>
public sealed record PublishedModels(
    ModelSet Set, IReadOnlyList<int> ItemIds, IReadOnlyDictionary<int, int> ItemNumbers)
{
    /// <summary>Whether more could be learnt from the same data at once.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>Holds the current models. A request reads <see cref="Current"/> once and uses that set throughout.</summary>
/// <threadsafety>A volatile read and an exchange.</threadsafety>
public sealed class ModelHolder(ChangeFeed feed)
{
    private PublishedModels? _current;

    /// <summary>Null until the first training of an empty installation has ended.</summary>
    public PublishedModels? Current => Volatile.Read(ref _current);

    /// <summary>Swaps the models and tells everybody.</summary>
    internal void Publish(PublishedModels models)
    {
        Interlocked.Exchange(ref _current, models);
        feed.Publish(new CustomerChanged(CustomerChanged.Everybody, Aspects.Models | Aspects.Recommendations));
    }
}
