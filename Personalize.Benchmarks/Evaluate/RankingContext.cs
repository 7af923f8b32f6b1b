using System.Diagnostics;
using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What scorers are trained from, and what was trained already: a hybrid shares its parts with the candidates beside it.</summary>
internal sealed class RankingContext(TrainingSet train, IReadOnlyList<CatalogueItem>? items, TrainingRun run, SettingAssignments settings)
{
    private readonly Dictionary<string, TrainedScorer> _trained = new(StringComparer.Ordinal);
    private readonly Stack<Building> _building = new();
    private CatalogueIndex? _catalogue;

    public TrainingSet Train => train;

    public TrainingRun Run => run;

    public long ModelVersion => 1;

    public SettingAssignments Settings => settings;

    /// <summary>The item texts by item number; null where no file was named.</summary>
    public IReadOnlyList<CatalogueItem>? Items => items;

    /// <summary>The item texts as vectors. Asking for them gives the model's queries an interest vector.</summary>
    public CatalogueIndex Catalogue
    {
        get
        {
            if (_building.TryPeek(out var building)) building.ReadsText = true;
            return _catalogue ??= CatalogueIndex.Learn(
                IdfMode.Spec, Tokenizer.WordsOnly, items ?? throw new CommandLineException("The model needs item texts; name their file with --items."), run);
        }
    }

    /// <summary>What a training found out, for the reader of the figures.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Makes queries carry what a part of the model being trained needs.</summary>
    public void Uses(IScorer part)
    {
        if (_building.TryPeek(out var whole) && part is IFoldIn foldIn) whole.FoldIns.Add(foldIn);
    }

    /// <summary>Another model, by name and with its own settings, as part of the one being trained.</summary>
    public IScorer Part(string name)
    {
        var known = _trained.ContainsKey(name);
        var part = Trained(name);
        if (_building.TryPeek(out var whole))
        {
            whole.FoldIns.AddRange(part.Candidate.FoldIns);
            whole.ReadsText |= part.Candidate.Interests is not null;
            // What was learnt earlier was no cheaper for that.
            if (known) whole.Borrowed += part.Seconds;
        }
        return part.Candidate.Scorer;
    }

    /// <exception cref="CommandLineException">There is no such model, or its settings are refused.</exception>
    public TrainedScorer Trained(string name)
    {
        if (_trained.TryGetValue(name, out var known)) return known;
        var entry = RankingModels.All.FirstOrDefault(entry => entry.Name == name)
            ?? throw new CommandLineException($"There is no model '{name}'. Known: {string.Join(", ", RankingModels.All.Select(entry => entry.Name))}.");
        var building = new Building();
        _building.Push(building);
        var watch = Stopwatch.StartNew();
        var scorer = entry.Train(this, settings);
        var seconds = watch.Elapsed.TotalSeconds + building.Borrowed;
        _building.Pop();
        if (scorer is IFoldIn foldIn) building.FoldIns.Add(foldIn);
        var candidate = new Candidate
        {
            Scorer = scorer,
            FoldIns = [.. building.FoldIns.DistinctBy(model => model.Name)],
            Interests = building.ReadsText ? InterestsOf : null,
        };
        return _trained[name] = new TrainedScorer(candidate, seconds);
    }

    public SparseVector InterestsOf(EvaluationCase tried) =>
        new InterestComposer(_catalogue!, ModelSettings.Default).Compose([], [], tried.History);

    private sealed class Building
    {
        public List<IFoldIn> FoldIns { get; } = [];
        public bool ReadsText { get; set; }
        public double Borrowed { get; set; }
    }
}

/// <param name="Seconds">Of training, that of parts included.</param>
internal sealed record TrainedScorer(Candidate Candidate, double Seconds);
