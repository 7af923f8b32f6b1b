using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Trains models on one file and measures them on another.</summary>
internal static class EvaluateCommand
{
    public static int Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = EvaluateOptions.Parse(arguments);
        var outcome = options.Task == EvaluationTask.Ranking ? Ranking(options, cancellation) : Rating(options, cancellation);
        Console.Write(EvaluationTable.Of(outcome));
        if (options.Json is { } path) File.WriteAllText(path, EvaluationJson.Of(outcome));
        return 0;
    }

    private static EvaluationOutcome Ranking(EvaluateOptions options, CancellationToken cancellation)
    {
        options.Settings.RequireModelsAmong([.. RankingModels.All.Select(entry => entry.Name)]);
        var notes = new List<string>();
        var files = RankingFiles.Read(options.Train, options.Test);
        var has = (files.HasTimes ? Needs.Times : Needs.Nothing) | (options.Items is null ? Needs.Nothing : Needs.ItemTexts);
        var names = ModelChoice.Of(RankingModels.All, RankingModels.Baselines, options.Models, has, notes);
        var context = new RankingContext(files.Fold.Train, Texts(options.Items, files.Fold.Train.Items), RunOf(options, cancellation), options.Settings);
        var evaluator = new RankingEvaluator(files.Fold, new RankingProtocol { Seen = options.Seen, Metrics = options.Metrics });
        notes.AddRange(NotesOn(files, evaluator));
        var results = new List<RankingResult>();
        var trials = new List<Trial>();
        foreach (var name in names)
        {
            trials.Add(Trial.Of(
                () => context.Trained(name) is var trained ? (trained.Candidate, trained.Seconds) : default,
                candidate => evaluator.Evaluate(candidate, context.ModelVersion, options.Threads, cancellation), out var result));
            results.Add(result with { Model = name });
        }
        notes.AddRange(context.Notes);
        var report = RankingReport.Of(results, options.Seed, options.Threads, cancellation);
        return new EvaluationOutcome(options, notes, [.. report.Models.Zip(trials, (model, trial) => trial.Tried(model.Model, model.Metrics))], report.Differences);
    }

    private static EvaluationOutcome Rating(EvaluateOptions options, CancellationToken cancellation)
    {
        options.Settings.RequireModelsAmong([.. RatingModels.All.Select(entry => entry.Name)]);
        var notes = new List<string>();
        var files = RatingFiles.Read(options.Train, options.Test);
        if (files.Test.Count == 0) throw new CommandLineException($"{options.Test} holds no rating to predict.");
        var names = ModelChoice.Of(RatingModels.All, RatingModels.Baselines, options.Models, Needs.Nothing, notes);
        var context = new RatingContext(files, RunOf(options, cancellation), options.Settings);
        notes.Add($"{files.Train.Count:N0} ratings of {files.Customers.Count:N0} customers on {files.Items.Count:N0} items; {files.Test.Count:N0} to predict, "
            + $"{files.Test.Count(rating => rating.Item < 0):N0} of items and {files.Test.Count(rating => rating.Customer < 0):N0} of customers never seen.");
        var errors = new List<(string, double[])>();
        var trials = new List<Trial>();
        foreach (var name in names)
        {
            trials.Add(Trial.Of(
                () =>
                {
                    var watch = System.Diagnostics.Stopwatch.StartNew();
                    var model = RatingModels.All.First(entry => entry.Name == name).Train(context, options.Settings);
                    return (model, watch.Elapsed.TotalSeconds);
                },
                model => RatingEvaluator.Errors(model, files.Test, options.Threads, cancellation), out var found));
            errors.Add((name, found));
        }
        var report = RatingReport.Of(files.Test, errors, options.Seed, options.Threads, cancellation);
        return new EvaluationOutcome(options, notes, [.. report.Models.Zip(trials, (model, trial) => trial.Tried(model.Model, model.Metrics))], report.Differences);
    }

    private static TrainingRun RunOf(EvaluateOptions options, CancellationToken cancellation) => new(options.Seed, options.Threads, null, cancellation);

    private static IEnumerable<string> NotesOn(RankingFiles files, RankingEvaluator evaluator)
    {
        var train = files.Fold.Train;
        yield return $"{train.Interactions.EntryCount:N0} pairs of {train.Customers.Count:N0} customers and {train.Items.Count:N0} items; "
            + $"{evaluator.Cases.Count:N0} customers with {evaluator.Cases.Sum(tried => tried.Truth.RelevantCount):N0} pairs to find.";
        if (files.DroppedItems > 0) yield return $"{files.DroppedItems:N0} held-out pairs are left out: their item is not in the training file.";
        if (files.DroppedCustomers > 0) yield return $"{files.DroppedCustomers:N0} customers are left out: they are not in the training file.";
        if (evaluator.LeftOut > 0) yield return $"{evaluator.LeftOut:N0} customers are left out: they have nothing new to find.";
        if (evaluator.Cases.Count == 0) throw new CommandLineException("No customer has anything to find; do the two files belong together?");
    }

    /// <summary>By item number; an item that the file does not have has no text.</summary>
    private static List<CatalogueItem>? Texts(string? path, Vocabulary items)
    {
        if (path is null) return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split('\t', 2) is [var id, var text]) texts[id] = text;
        }
        return [.. Enumerable.Range(0, items.Count).Select(number => new CatalogueItem { Sku = items.IdOf(number), Title = texts.GetValueOrDefault(items.IdOf(number), "") })];
    }
}
