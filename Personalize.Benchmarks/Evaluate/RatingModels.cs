using Personalize.Engine.Ratings;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Every rating model by name: one line each, its settings record being its options.</summary>
internal static class RatingModels
{
    public static IReadOnlyList<ModelEntry<RatingContext, IRatingModel>> All { get; } =
    [
        Model<NoSettings>(GlobalMean.ModelName, Needs.Nothing, static (context, _) => GlobalMean.Of(context.Files.Train)),
        Model<BaselineSettings>(BaselineModel.ModelName, Needs.Nothing, static (context, settings) => new BaselineTrainer(settings).Train(context.Ratings, context.Run)),
        Model<SgdSettings>(SgdModel.ModelName, Needs.Nothing, static (context, settings) => new SgdTrainer(settings).Train(context.Ratings, context.Run)),
        Model<BayesianSettings>(BayesianModel.ModelName, Needs.Nothing, static (context, settings) => new BayesianTrainer(settings).Train(context.Ratings, context.Run)),
        Model<RatingCustomerNeighbourSettings>(RatingNeighbourModel.CustomersName, Needs.Nothing, static (context, settings) => new RatingNeighbourTrainer(settings).Train(context.Ratings, context.Run)),
        Model<RatingItemNeighbourSettings>(RatingNeighbourModel.ItemsName, Needs.Nothing, static (context, settings) => new RatingNeighbourTrainer(settings).Train(context.Ratings, context.Run)),
    ];

    /// <summary>Beside every candidate, so that no figure stands alone.</summary>
    public static IReadOnlyList<string> Baselines { get; } = [GlobalMean.ModelName];

    private static ModelEntry<RatingContext, IRatingModel> Model<TSettings>(string name, Needs needs, Func<RatingContext, TSettings, IRatingModel> train)
        where TSettings : class, new() => ModelEntry<RatingContext, IRatingModel>.Of(name, needs, train);
}
