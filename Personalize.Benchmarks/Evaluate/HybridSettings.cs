using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Blending;
using Personalize.Engine.Content;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>The hybrid of the product on bare files: the same parts, as far as the files allow, weighed by the same learner.</summary>
internal sealed record HybridSettings
{
    /// <summary>Share of the collaborative models before weights are learnt. Default 0.6.</summary>
    [Range(0d, 1d)]
    public double CollaborativeShare { get; init; } = 0.6;

    public HybridScorer Train(RankingContext context)
    {
        var rest = 1 - CollaborativeShare;
        List<Ingredient> ingredients =
        [
            new(EaseModel.ScorerName, new EaseTrainer(context.Settings.For<EaseSettings>(EaseModel.ScorerName)), CollaborativeShare * 3 / 7)
            {
                Settled = static scorer => new EaseTrainer(((EaseModel)scorer).Settings),
            },
            new(IalsModel.ScorerName, new IalsTrainer(context.Settings.For<IalsSettings>(IalsModel.ScorerName)), CollaborativeShare * 2 / 7),
            new(ItemNeighbourScorer.ScorerName, new ItemNeighbourTrainer(context.Settings.For<ItemNeighbourSettings>(ItemNeighbourScorer.ScorerName)), CollaborativeShare / 7),
            new(CustomerNeighbourScorer.ScorerName, new CustomerNeighbourTrainer(context.Settings.For<CustomerNeighbourSettings>(CustomerNeighbourScorer.ScorerName)), CollaborativeShare / 7),
            new(PopularityModel.ScorerName, new TrainerOf(static (data, version, _) => Popularity(data, version)), rest / 2),
        ];
        if (context.Items is not null)
        {
            var content = new ContentScorer(context.Catalogue, context.ModelVersion);
            ingredients.Add(new(ContentScorer.ScorerName, new TrainerOf((_, _, _) => content), rest / 2));
        }
        var trained = new HybridTrainer(ingredients, PopularityModel.ScorerName)
        {
            Queries = new CaseQueries { Interests = context.Items is null ? null : context.InterestsOf },
        }.Train(context.Train, context.ModelVersion, context.Run);
        foreach (var part in trained.Scorers) context.Uses(part);
        context.Notes.Add($"hybrid: {string.Join(", ", trained.Hybrid.Weights.Select(static weight => FormattableString.Invariant($"{weight.Key} {weight.Value:0.00}")))}.");
        context.Notes.Add($"hybrid: {trained.Weights.Why}.");
        return trained.Hybrid;
    }

    private static PopularityModel Popularity(TrainingSet data, long version)
    {
        var masses = new double[data.Items.Count];
        for (var item = 0; item < masses.Length; item++) masses[item] = data.Interactions.Transposed.Row(item).Columns.Length;
        // Nothing decays; the rate only gives the reason its activities per day.
        return PopularityTrainer.Train(masses, 1e-9, version);
    }
}
