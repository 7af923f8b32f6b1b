using Personalize.Engine;
using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

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

public sealed class ItemNeighbourContract : ScorerContract<ItemNeighbourScorer>
{
    protected override ItemNeighbourScorer ScorerOf(ModelSet models) =>
        new ItemNeighbourTrainer(new()).Train(Activities, models.Version, SmallShop.Run());
}

public sealed class CustomerNeighbourContract : ScorerContract<CustomerNeighbourScorer>
{
    protected override CustomerNeighbourScorer ScorerOf(ModelSet models) =>
        new CustomerNeighbourTrainer(new()).Train(Activities, models.Version, SmallShop.Run());
}

public sealed class RandomScorerContract : ScorerContract<RandomScorer>
{
    protected override bool GivesReasons => false;

    protected override RandomScorer ScorerOf(ModelSet models) => new(models.Items.Count, 1, models.Version);
}
