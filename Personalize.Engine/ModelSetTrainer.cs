using Personalize.Engine.Blending;
using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine;

/// <summary>Learns a whole model set. Holds settings only, so one trainer may run many times.</summary>
/// <remarks>Nothing, one of everything, and customers or items without any activity are all legal input.</remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class ModelSetTrainer
{
    private readonly ModelSettings _settings;

    public ModelSetTrainer() : this(ModelSettings.Default)
    {
    }

    /// <exception cref="ArgumentException">A setting is out of range; likewise <see cref="System.ComponentModel.DataAnnotations.ValidationException"/>.</exception>
    public ModelSetTrainer(ModelSettings settings)
    {
        settings.Check();
        _settings = settings;
    }

    /// <param name="version">Number that queries and scorers of the set carry.</param>
    /// <param name="trainedAt">The present.</param>
    /// <exception cref="ArgumentException">The input's lists do not match its vocabularies, or a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between stages; nothing is published.</exception>
    public ModelSet Train(TrainingInput input, long version, DateTimeOffset trainedAt, TrainingRun run) =>
        TrainAndTry(input, version, trainedAt, run).Models;

    /// <summary>Trains, and measures models of the same kinds on purchases that are held back from them.</summary>
    /// <inheritdoc cref="Train"/>
    public TrainedModels TrainAndTry(TrainingInput input, long version, DateTimeOffset trainedAt, TrainingRun run)
    {
        input.Check();
        Begin(run, "text", 0);
        var catalogue = Catalogue(input, run);
        Begin(run, "interests", 0.05);
        var interests = Interests(input, catalogue, run);
        Begin(run, "clusters", 0.1);
        var clusters = Clusters(interests, catalogue.Text.Terms.Count, run);
        Begin(run, "popularity", 0.3);
        var content = new ContentScorer(catalogue, version);
        var cluster = ClusterScorer.Train(clusters, input.Activities.Interactions, version);
        var popularity = PopularityTrainer.Train(input.Popularity, _settings.PopularityRatePerDay, version);
        var engagement = ScoreScale.Of(input.Engagement);
        var plan = ModelPlan.For(input.Activities, _settings);
        var blend = plan.Chosen.Count == 0 ? null : new HybridRecipe(input, _settings, catalogue, clusters, content, cluster, popularity)
            .Trainer(plan).Train(input.Activities, version, run.Part(null, 0.3, 0.9));
        IReadOnlyList<IScorer> learnt = blend is null ? [] : [.. blend.Scorers.Where(scorer => plan.Chosen.Any(chosen => chosen.Name == scorer.Name))];
        Begin(run, "calibration", 0.9);
        var sample = new CalibrationSample(interests, clusters, popularity.Count, _settings, version);
        var coldStart = new HybridScorer(
            [
                new(content, sample.Calibrate(content, run.Seed), _settings.ContentWeight),
                new(cluster, sample.Calibrate(cluster, run.Seed), _settings.ClusterWeight),
                new(popularity, sample.CalibrateOverAll(popularity), _settings.PopularityWeight),
                .. learnt.Select(static scorer => new HybridPart(scorer, CustomerCalibration.Instance, 0)),
            ],
            PopularityModel.ScorerName, popularity.Count, version);
        Begin(run, "done", 1);
        var models = new ModelSet
        {
            Version = version,
            TrainedAt = trainedAt,
            AsOf = input.Activities.AsOf,
            Settings = _settings,
            Customers = input.Activities.Customers,
            Items = input.Activities.Items,
            Catalogue = catalogue,
            Clusters = clusters,
            Content = content,
            ClusterPopularity = cluster,
            Popularity = popularity,
            Learnt = learnt,
            Decisions = blend is null ? plan.Decisions : [.. plan.Decisions.Select(planned => Told(planned, blend.Earnings)), blend.Weights],
            Hybrid = blend?.Hybrid ?? coldStart,
            ColdStart = coldStart,
            Engagement = engagement,
        };
        return new TrainedModels(models, blend?.Trial);
    }

    private CatalogueIndex Catalogue(TrainingInput input, TrainingRun run)
    {
        var tokenizer = new Tokenizer(CatalogueText.PhrasesOf(input.Items, input.Interests));
        var index = CatalogueIndex.Learn(_settings.Idf, tokenizer, input.Items, run);
        // One item, or items that all say the same: the specification's IDF is 0 throughout.
        return index.Vectors.EntryCount > 0 || _settings.Idf == IdfMode.Smooth ? index : CatalogueIndex.Learn(IdfMode.Smooth, tokenizer, input.Items, run);
    }

    private SparseVector[] Interests(TrainingInput input, CatalogueIndex catalogue, TrainingRun run)
    {
        var composer = new InterestComposer(catalogue, _settings);
        var interests = new SparseVector[input.Interests.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        Parallel.For(0, interests.Length, limits, customer =>
            interests[customer] = composer.Compose(input.Interests[customer], input.DeclaredPurchases[customer], input.Activities.Interactions.Row(customer)));
        return interests;
    }

    private ClusterModel Clusters(SparseVector[] interests, int termCount, TrainingRun run)
    {
        var settings = new KMeansSettings
        {
            ClusterCount = _settings.ClusterCount,
            Restarts = _settings.ClusterRestarts,
            EntriesPerPoint = _settings.ClusterTerms,
        };
        return new KMeansTrainer(settings).Train(interests, termCount, run);
    }

    // Whoever had to earn a place and did, is there for both reasons.
    private static ModelDecision Told(ModelDecision planned, IReadOnlyList<ModelDecision> earnings) =>
        !planned.Trained || earnings.FirstOrDefault(earned => earned.Model == planned.Model) is not { } found ? planned
        : found.Trained ? planned with { Why = $"{planned.Why}; {found.Why}" } : found;

    private static void Begin(TrainingRun run, string stage, double fraction)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        run.Progress?.Report(new StageReport(stage, fraction));
    }
}
