using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Engine;

/// <summary>The unit of publication: everything one training run learnt. Requests read it once and use it throughout.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed record ModelSet
{
    public required long Version { get; init; }
    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>Newest activity that was seen.</summary>
    public required DateTimeOffset AsOf { get; init; }
    public required Vocabulary Customers { get; init; }
    public required Vocabulary Items { get; init; }
    public required CatalogueIndex Catalogue { get; init; }
    public required ScoreScale Engagement { get; init; }

    /// <summary>The hybrid's weights by scorer name, sum 1.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
}
