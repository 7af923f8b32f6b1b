using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>The model set that serves, together with the numbering of items it was trained on.</summary>
/// <param name="ItemIds">Database id of each item number.</param>
/// <param name="ItemNumbers">Item number of each database id.</param>
public sealed record PublishedModels(
    ModelSet Set, IReadOnlyList<int> ItemIds, IReadOnlyDictionary<int, int> ItemNumbers);

/// <summary>Holds the current models. A request reads <see cref="Current"/> once and uses that set throughout.</summary>
public sealed class ModelHolder
{
    /// <summary>Null until the first training of an empty installation has ended.</summary>
    public PublishedModels? Current => throw new NotImplementedException();
}
