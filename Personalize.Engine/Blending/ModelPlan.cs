using Personalize.Engine.Autoencoders;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Ranking;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;
using Personalize.Engine.Transitions;

namespace Personalize.Engine.Blending;

/// <summary>Which of the models that learn from who did what fit the data at hand, and why.</summary>
/// <param name="Chosen">In the order of their parts.</param>
/// <param name="Decisions">One per model known, chosen or not.</param>
internal sealed record ModelPlan(IReadOnlyList<Ingredient> Chosen, IReadOnlyList<ModelDecision> Decisions)
{
    // Horizons of the ranker: two to learn from, one before them, and one that may be held back.
    private const int PeriodsForRanker = 4;

    public static ModelPlan For(TrainingSet data, ModelSettings settings)
    {
        var interactions = data.Interactions;
        var plan = new Draft(interactions, settings);
        var enough = plan.Pairs >= settings.FewestPairs;
        var few = settings.FewestPairs == ModelSettings.NoNumberOfPairs
            ? "left out of the quick draft of a first start"
            : FormattableString.Invariant($"left out: {plan.Pairs:N0} pairs of customer and item are too few, {settings.FewestPairs:N0} are needed");
        var isSmall = interactions.ColumnCount <= settings.EaseMostItems;
        var large = FormattableString.Invariant($"left out: its memory grows with the square of the items, and {interactions.ColumnCount:N0} are more than {settings.EaseMostItems:N0}");
        var fewForFactors = settings.FewestPairsForFactors == ModelSettings.NoNumberOfPairs ? few : FormattableString.Invariant($"left out: {plan.Pairs:N0} pairs say too little for factors, {settings.FewestPairsForFactors:N0} are needed");
        var manyForFactors = plan.Pairs >= settings.FewestPairsForFactors;
        var manyCustomers = FormattableString.Invariant(
            $"left out: {interactions.RowCount:N0} customers are too many to look for similar ones within a request, at most {settings.NeighbourMostCustomers:N0}");

        plan.Decide(new Ingredient(EaseModel.ScorerName, new EaseTrainer(settings.Ease), 3) { Settled = scorer => new EaseTrainer(((EaseModel)scorer).Settings) },
            !enough ? few : !isSmall ? large : null);
        plan.Decide(new Ingredient(IalsModel.ScorerName, new IalsTrainer(), 2), manyForFactors ? null : fewForFactors);
        plan.Decide(new Ingredient(ItemNeighbourScorer.ScorerName, new ItemNeighbourTrainer(new ItemNeighbourSettings()), 1), enough ? null : few);
        plan.Decide(new Ingredient(CustomerNeighbourScorer.ScorerName, new CustomerNeighbourTrainer(new CustomerNeighbourSettings()), 1),
            !enough ? few : interactions.RowCount > settings.NeighbourMostCustomers ? manyCustomers : null);
        plan.Decide(new Ingredient(PureSvdModel.ScorerName, new PureSvdTrainer(), 1),
            isSmall ? "left out: ease says the same more exactly, and fits" : manyForFactors ? null : fewForFactors);
        const string timeless = "left out: it learns from the order of activities, and their times are not known";
        var isTimed = data.Events.Count > 0;
        plan.Decide(new Ingredient(TransitionModel.ScorerName, new TransitionTrainer(), 1), !enough ? few : isTimed ? null : timeless);
        // Lists leave out what was bought already; its word on the rest has to be earned.
        plan.Decide(new Ingredient(RepeatModel.ScorerName, new RepeatTrainer(new RepeatSettings()), 0),
            !enough ? few : !isTimed ? timeless : interactions.RowCount > settings.NeighbourMostCustomers ? manyCustomers : null);
        var ranker = RankerOf(settings);
        var days = isTimed ? DaysOf(data.Events) : 0;
        plan.Decide(
            new Ingredient(RankerModel.ExploreScorerName, new RankerTrainer(RankerScope.NewItems, ranker), 0)
            {
                MustEarn = true,
                Settled = static scorer => new RankerTrainer((RankerModel)scorer),
            },
            !enough ? few : !isTimed ? timeless : interactions.RowCount > settings.NeighbourMostCustomers ? manyCustomers
            : days >= ranker.HorizonDays * PeriodsForRanker ? null : FormattableString.Invariant(
                $"left out: it learns from what came true in past months, and {Math.Floor(days):N0} days say too little of them, {ranker.HorizonDays * PeriodsForRanker:N0} are needed"));
        return plan.Made();
    }

    // A tenth of the examples and five of the usual settings find held-back purchases of Online Retail as well, in half the time.
    private static RankerSettings RankerOf(ModelSettings settings) => new()
    {
        MostCustomers = 500,
        Candidates = 100,
        RandomItems = 50,
        AlsoBought = new EaseSettings { Regularisation = 300, Dropout = 0, MostItems = Math.Max(1, settings.EaseMostItems) },
    };

    private static double DaysOf(EventLog events)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            var own = events.Of(customer);
            if (!own.IsEmpty) (first, last) = (Math.Min(first, own[0].At), Math.Max(last, own[^1].At));
        }
        return first > last ? 0 : TimeSpan.FromSeconds(last - first).TotalDays;
    }

    private sealed class Draft(InteractionMatrix interactions, ModelSettings settings)
    {
        private readonly List<Ingredient> _chosen = [];
        private readonly List<ModelDecision> _decisions = [];

        public int Pairs => interactions.EntryCount;

        public void Decide(Ingredient ingredient, string? against)
        {
            if (against is null) _chosen.Add(ingredient);
            _decisions.Add(new ModelDecision(ingredient.Name, against is null, against ?? FormattableString.Invariant(
                $"trained on {Pairs:N0} pairs of {interactions.RowCount:N0} customers and {interactions.ColumnCount:N0} items")));
        }

        // Shares of the whole: the collaborative models have that of the settings.
        public ModelPlan Made()
        {
            var sum = _chosen.Sum(static ingredient => ingredient.Share);
            return new ModelPlan([.. _chosen.Select(ingredient => ingredient with { Share = settings.CollaborativeShare * ingredient.Share / sum })], _decisions);
        }
    }
}
