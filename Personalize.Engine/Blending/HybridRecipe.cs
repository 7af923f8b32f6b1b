using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Blending;

/// <summary>How the hybrid of a model set is made: the parts that words and counts give, beside those learnt from who did what.</summary>
/// <remarks>
/// On all data the parts are those of the set. On less, for learning weights, what they count is counted anew without what is
/// held back; centres of clusters and weights of words stay, which nothing that is held back moves noticeably.
/// </remarks>
internal sealed class HybridRecipe(
    TrainingInput input, ModelSettings settings, CatalogueIndex catalogue, ClusterModel clusters,
    ContentScorer content, ClusterScorer cluster, PopularityModel popularity)
{
    private readonly InterestComposer _composer = new(catalogue, settings);

    public HybridTrainer Trainer(ModelPlan plan)
    {
        var rest = 1 - settings.CollaborativeShare;
        return new HybridTrainer(
            [
                new Ingredient(ContentScorer.ScorerName, new TrainerOf((_, _, _) => content), rest * settings.ContentWeight),
                new Ingredient(ClusterScorer.ScorerName, new TrainerOf(Clustered), rest * settings.ClusterWeight),
                new Ingredient(PopularityModel.ScorerName, new TrainerOf(Counted), rest * settings.PopularityWeight),
                .. plan.Chosen,
            ],
            PopularityModel.ScorerName)
        {
            Queries = new CaseQueries { Interests = InterestsOf, Cluster = clusters.Nearest },
            Weighing = input.Activities.Events.Count == 0 ? null : new EventWeighing(settings.Activity, settings.HistoryRatePerDay),
        };
    }

    private SparseVector InterestsOf(EvaluationCase tried) =>
        _composer.Compose(input.Interests[tried.Customer], input.DeclaredPurchases[tried.Customer], tried.History);

    private ClusterScorer Clustered(TrainingSet data, long version, TrainingRun run)
    {
        if (ReferenceEquals(data, input.Activities)) return cluster;
        var labels = new int[data.Customers.Count];
        for (var customer = 0; customer < labels.Length; customer++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            labels[customer] = clusters.Nearest(
                _composer.Compose(input.Interests[customer], input.DeclaredPurchases[customer], data.Interactions.Row(customer)));
        }
        return ClusterScorer.Train(clusters.Relabelled(labels), data.Interactions, version);
    }

    private PopularityModel Counted(TrainingSet data, long version, TrainingRun run) =>
        ReferenceEquals(data, input.Activities) ? popularity : PopularityTrainer.Train(Masses(data), settings.PopularityRatePerDay, version);

    // Where times are not known everybody's touch counts alike.
    private double[] Masses(TrainingSet data)
    {
        var masses = new double[data.Items.Count];
        if (data.Events.Count == 0)
        {
            for (var item = 0; item < masses.Length; item++) masses[item] = data.Interactions.Transposed.Row(item).Columns.Length;
            return masses;
        }
        for (var customer = 0; customer < data.Events.CustomerCount; customer++)
        {
            foreach (var happened in data.Events.Of(customer))
                masses[happened.Item] += Math.Exp(-settings.PopularityRatePerDay * (data.AsOf - DateTimeOffset.FromUnixTimeSeconds(happened.At)).TotalDays);
        }
        return masses;
    }
}
