using Personalize.Engine;
using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Scoring;

public sealed class ContentScorerContract : ScorerContract<ContentScorer>
{
    protected override ContentScorer ScorerOf(ModelSet models) => models.Content;
}

public sealed class ClusterScorerContract : ScorerContract<ClusterScorer>
{
    protected override ClusterScorer ScorerOf(ModelSet models) => models.ClusterPopularity;
}

public sealed class PopularityContract : ScorerContract<PopularityModel>
{
    protected override PopularityModel ScorerOf(ModelSet models) => models.Popularity;
}

public sealed class HybridScorerContract : ScorerContract<HybridScorer>
{
    protected override HybridScorer ScorerOf(ModelSet models) => models.Hybrid;
}
