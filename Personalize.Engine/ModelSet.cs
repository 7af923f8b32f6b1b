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

    /// <summary>The models that learn from who did what, as far as they fit the data.</summary>
    public required IReadOnlyList<IScorer> Learnt { get; init; }

    /// <summary>Which models were trained, which were left out, and why.</summary>
    public required IReadOnlyList<ModelDecision> Decisions { get; init; }

    /// <summary>All scorers as one, for customers with a history.</summary>
    public required HybridScorer Hybrid { get; init; }

    /// <summary>All scorers as one, for customers without a history: they are judged by what they say, or by what everybody does.</summary>
    public required HybridScorer ColdStart { get; init; }
    public required ScoreScale Engagement { get; init; }

    /// <summary>The weights for customers with a history by scorer name, sum 1.</summary>
    public IReadOnlyDictionary<string, double> Weights => Hybrid.Weights;

    /// <summary>The hybrid that serves a customer.</summary>
    public HybridScorer HybridFor(RecommendationQuery query) => query.Items.IsEmpty ? ColdStart : Hybrid;
}
