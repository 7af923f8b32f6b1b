using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Engine;

/// <summary>The unit of publication: everything one training run learnt. Requests read it once and use it throughout.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed record ModelSet
{
    public required long Version { get; init; }
    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>Newest activity that was seen.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The settings that made it; see <see cref="ModelSettings.Digest"/>.</summary>
    public required ModelSettings Settings { get; init; }
    public required Vocabulary Customers { get; init; }
    public required Vocabulary Items { get; init; }

    /// <summary>Item vectors, and the text model that made them.</summary>
    public required CatalogueIndex Catalogue { get; init; }

    /// <summary>Interest clusters of the customers, by customer number.</summary>
    public required ClusterModel Clusters { get; init; }
    public required ContentScorer Content { get; init; }
    public required ClusterScorer ClusterPopularity { get; init; }
    public required PopularityModel Popularity { get; init; }

    /// <summary>All scorers as one.</summary>
    public required HybridScorer Hybrid { get; init; }
    public required ScoreScale Engagement { get; init; }

    /// <summary>The hybrid's weights by scorer name, sum 1.</summary>
    public IReadOnlyDictionary<string, double> Weights => Hybrid.Weights;
}
