using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Blending;

/// <summary>Trains the parts of a hybrid twice: on what is not held back, to learn their weights, and then on everything.</summary>
/// <param name="ingredients">The base among them; names distinct.</param>
/// <param name="baseName">The part that serves strangers.</param>
internal sealed class HybridTrainer(IReadOnlyList<Ingredient> ingredients, string baseName)
{
    // Half of them is enough to tell weights apart by less than 0.005; all would take longer than the trainings.
    private const int MostCases = 5000;

    // With fewer, all are needed to learn weights, and none are left to judge by.
    private const int FewestForTrial = 200;

    public required CaseQueries Queries { get; init; }

    /// <summary>How events weigh; null to hold back by chance even where times are known.</summary>
    public EventWeighing? Weighing { get; init; }

    public TrainedHybrid Train(TrainingSet data, long version, TrainingRun run)
    {
        var settled = ingredients;
        var (weights, why) = (Usual(), "the usual weights: too few later choices are known to learn from");
        var learnt = false;
        var tooFew = true;
        ModelTrial? trial = null;
        if (ingredients.Count > 1 && HeldBack.Of(data, Weighing, MostCases, run.Seed) is { } fold)
        {
            var tried = Trained(settled, fold.Train, version, run.Part("weights", 0, 0.5));
            settled = [.. settled.Zip(tried, static (ingredient, scorer) => ingredient.SettledBy(scorer))];
            var (learning, judging) = Halves(fold);
            var spoke = new bool[tried.Length];
            if (Cases(learning, tried, version, spoke, run) is { Count: >= HeldBack.FewestCases } cases)
            {
                var found = WeightLearner.Learn(cases, weights, run);
                (weights, learnt, why, tooFew) = (WithoutSilent(found.Weights, spoke), found.Replaced, Sentence(found, fold), false);
            }
            trial = judging is null ? null : ModelTrial.Of(judging, Candidates(tried, weights, fold.Train, version, run.Seed), version, run);
        }
        int[] kept = [.. Enumerable.Range(0, settled.Count).Where(at => !settled[at].MustEarn || weights[at] > 0)];
        var scorers = Trained([.. kept.Select(at => settled[at])], data, version, run.Part(null, 0.5, 1));
        var hybrid = Blend(scorers, [.. kept.Select(at => weights[at])], data, version);
        return new TrainedHybrid(hybrid, scorers, new ModelDecision("weights", learnt, why), [.. Earnings(settled, weights, tooFew)], trial);
    }

    private static IEnumerable<ModelDecision> Earnings(IReadOnlyList<Ingredient> tried, IReadOnlyList<double> weights, bool tooFew) => tried
        .Zip(weights).Where(static pair => pair.First.MustEarn)
        .Select(pair => new ModelDecision(pair.First.Name, pair.Second > 0, pair.Second > 0
            ? FormattableString.Invariant($"on what was held back it earned {100 * pair.Second:0} % of the weights")
            : tooFew
                ? "left out: too few later choices are known to tell whether it adds to the others"
                : "left out: on what was held back it added nothing certain to what the others find"));

    // Weights look better on the customers that they were learnt on.
    private static (Fold Learning, Fold? Judging) Halves(Fold fold) => fold.Cases.Count < FewestForTrial
        ? (fold, null)
        : (fold with { Cases = [.. fold.Cases.Where(static (_, at) => at % 2 == 0)] }, fold with { Cases = [.. fold.Cases.Where(static (_, at) => at % 2 == 1)] });

    private HybridScorer Blend(IScorer[] scorers, IReadOnlyList<double> weights, TrainingSet data, long version)
    {
        var parts = scorers.Zip(weights, static (scorer, weight) => new HybridPart(scorer, CustomerCalibration.Instance, weight));
        return new HybridScorer([.. parts], baseName, data.Items.Count, version);
    }

    private Candidate[] Candidates(IScorer[] scorers, IReadOnlyList<double> weights, TrainingSet train, long version, int seed) =>
    [
        Queries.CandidateOf(Blend(scorers, weights, train, version), scorers),
        .. scorers.Select(scorer => Queries.CandidateOf(scorer, [scorer])),
        Queries.CandidateOf(new RandomScorer(train.Items.Count, seed, version), []),
    ];

    // The base speaks for the silent. What never said a word was not tried, and earned nothing.
    private double[] WithoutSilent(IReadOnlyList<double> weights, bool[] spoke)
    {
        double[] kept = [.. weights];
        var baseAt = ingredients.Select(static ingredient => ingredient.Name).ToList().IndexOf(baseName);
        for (var at = 0; at < kept.Length; at++)
        {
            if (spoke[at] || !ingredients[at].MustEarn) continue;
            kept[baseAt] += kept[at];
            kept[at] = 0;
        }
        return kept;
    }

    private double[] Usual()
    {
        var sum = ingredients.Sum(static ingredient => ingredient.Share);
        return Array.ConvertAll(
            WeightLearner.Hundredths([.. ingredients.Select(ingredient => ingredient.Share / sum)]), static hundredths => hundredths / 100d);
    }

    private static IScorer[] Trained(IReadOnlyList<Ingredient> ingredients, TrainingSet data, long version, TrainingRun run)
    {
        var scorers = new IScorer[ingredients.Count];
        for (var at = 0; at < scorers.Length; at++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            scorers[at] = ingredients[at].Trainer.Train(data, version, run.Part(null, (double)at / scorers.Length, (at + 1d) / scorers.Length));
        }
        return scorers;
    }

    /// <param name="spoke">By part: set where it had an opinion on anything.</param>
    private List<WeightCase> Cases(Fold fold, IScorer[] scorers, long version, bool[] spoke, TrainingRun run)
    {
        int[] items = [.. Enumerable.Range(0, fold.Train.Items.Count)];
        var baseAt = Array.FindIndex(scorers, scorer => scorer.Name == baseName);
        var asked = Queries.CandidateOf(scorers[0], scorers);
        var cases = new WeightCase[fold.Cases.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        Parallel.For(0, cases.Length, limits, () => new float[items.Length], (at, _, scores) =>
        {
            var query = asked.QueryFor(fold.Cases[at], fold.Train, version);
            var calibrated = Array.ConvertAll(scorers, scorer => Calibrated(scorer, query, items, scores));
            for (var part = 0; part < spoke.Length; part++)
            {
                if (!Volatile.Read(ref spoke[part]) && calibrated[part].Any(static opinion => !double.IsNaN(opinion))) Volatile.Write(ref spoke[part], true);
            }
            cases[at] = WeightCase.Of(calibrated, baseAt, fold.Cases[at]);
            return scores;
        }, static _ => { });
        return [.. cases.Where(static made => made.ChosenCount > 0)];
    }

    private static double[] Calibrated(IScorer scorer, RecommendationQuery query, int[] items, float[] scores)
    {
        scorer.Score(query, items, scores);
        var map = CustomerCalibration.Instance.For(scores);
        return Array.ConvertAll(scores, score => float.IsNaN(score) ? double.NaN : map.Map(score));
    }

    private static string Sentence(LearntWeights found, Fold fold) => FormattableString.Invariant(
        $"{(found.Replaced ? "learnt" : "the usual weights, which learnt ones do not surely beat")}: {found.After - found.Before:+0.0000;−0.0000;0.0000} ({found.Low95:+0.0000;−0.0000;0.0000} to {found.High95:+0.0000;−0.0000;0.0000}) over {found.Before:0.0000}, the mean of NDCG@10 and Recall@20 of {found.Cases:N0} customers, {fold.Name}");
}

/// <param name="Scorers">In the order of the ingredients, without those that did not earn their place.</param>
/// <param name="Weights">How the weights came about.</param>
/// <param name="Earnings">Of those that have to earn their place: whether they did.</param>
/// <param name="Trial">What all of them found of what was held back; null where that was too little.</param>
internal sealed record TrainedHybrid(HybridScorer Hybrid, IReadOnlyList<IScorer> Scorers, ModelDecision Weights, IReadOnlyList<ModelDecision> Earnings, ModelTrial? Trial);
