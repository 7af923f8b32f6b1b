using Personalize.Engine.Autoencoders;
using Personalize.Engine.Content;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Factors;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Popularity;
using Personalize.Engine.Ranking;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;
using Personalize.Engine.Transitions;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Every scorer by name: one line each, its settings record being its options.</summary>
internal static class RankingModels
{
    public static IReadOnlyList<ModelEntry<RankingContext, IScorer>> All { get; } =
    [
        Model<PopularitySettings>(PopularityModel.ScorerName, Needs.Nothing, static (context, settings) => settings.Train(context)),
        Model<NoSettings>(RandomScorer.ScorerName, Needs.Nothing, static (context, _) => new RandomScorer(context.Train.Items.Count, context.Run.Seed, context.ModelVersion)),
        Model<NoSettings>(ContentScorer.ScorerName, Needs.ItemTexts, static (context, _) => new ContentScorer(context.Catalogue, context.ModelVersion)),
        Model<EaseSettings>(EaseModel.ScorerName, Needs.Nothing, static (context, settings) => new EaseTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<IalsSettings>(IalsModel.ScorerName, Needs.Nothing, static (context, settings) => new IalsTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<PureSvdSettings>(PureSvdModel.ScorerName, Needs.Nothing, static (context, settings) => new PureSvdTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<ItemNeighbourSettings>(ItemNeighbourScorer.ScorerName, Needs.Nothing, static (context, settings) => new ItemNeighbourTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<CustomerNeighbourSettings>(CustomerNeighbourScorer.ScorerName, Needs.Nothing, static (context, settings) => new CustomerNeighbourTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<RepeatSettings>(RepeatModel.ScorerName, Needs.Times, static (context, settings) => new RepeatTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<TransitionSettings>(TransitionModel.ScorerName, Needs.Times, static (context, settings) => new TransitionTrainer(settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<RankerSettings>(RankerModel.ScorerName, Needs.Times, static (context, settings) => new RankerTrainer(RankerScope.AllItems, settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<RankerSettings>(RankerModel.ExploreScorerName, Needs.Times, static (context, settings) => new RankerTrainer(RankerScope.NewItems, settings).Train(context.Train, context.ModelVersion, context.Run)),
        Model<HybridSettings>(HybridScorer.ScorerName, Needs.Nothing, static (context, settings) => settings.Train(context)),
        Model<VotingSettings>(VotingScorer.ScorerName, Needs.Nothing, static (context, settings) => settings.Train(context)),
    ];

    /// <summary>Beside every candidate, so that no figure stands alone.</summary>
    public static IReadOnlyList<string> Baselines { get; } = [PopularityModel.ScorerName, RandomScorer.ScorerName];

    private static ModelEntry<RankingContext, IScorer> Model<TSettings>(string name, Needs needs, Func<RankingContext, TSettings, IScorer> train)
        where TSettings : class, new() => ModelEntry<RankingContext, IScorer>.Of(name, needs, train);
}
