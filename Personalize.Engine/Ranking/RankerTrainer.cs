using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>Learns what comes true, from past windows of the training data: what was known before each, and what was bought in it.</summary>
/// <remarks>
/// The newest window ends with the data, each other one where the next begins. What is known of items is learnt anew at the start of
/// each, so that no feature knows the future, and once more at the end, for serving. Examples are the history, what each source
/// puts forward and some items at random. The time goes into one EASE per window and one for serving.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class RankerTrainer : ITrainer<RankerModel>
{
    private const double SecondsPerDay = 86_400;

    private readonly RankerScope _scope;
    private readonly RankerSettings _settings;
    private readonly LogisticRule? _rule;

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public RankerTrainer(RankerScope scope, RankerSettings settings)
    {
        _scope = scope;
        _settings = settings.Validated();
    }

    /// <summary>Goes by what another training on earlier data found out, and learns only what is known of items by now: a fraction of the time.</summary>
    internal RankerTrainer(RankerModel earlier) : this(earlier.Scope, earlier.Settings) => _rule = earlier.Rule;

    /// <inheritdoc/>
    /// <remarks>Without events, or where nothing or everything came true, the model has no opinion.</remarks>
    public RankerModel Train(TrainingSet data, long modelVersion, TrainingRun run) => _rule is null
        ? Train([_scope], _settings, data, modelVersion, run)[0]
        : new RankerModel(_scope, ItemSignals.Learn(data, data.AsOf.ToUnixTimeSeconds() + 1, _settings, run), _rule, modelVersion);

    /// <summary>One model per scope, for little more than the price of one: what they learn from is the same.</summary>
    /// <returns>In the order of <paramref name="scopes"/>.</returns>
    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public static IReadOnlyList<RankerModel> Train(
        IReadOnlyList<RankerScope> scopes, RankerSettings settings, TrainingSet data, long modelVersion, TrainingRun run)
    {
        settings.Validated();
        var end = data.AsOf.ToUnixTimeSeconds() + 1;
        var length = (long)(settings.HorizonDays * SecondsPerDay);
        var rows = scopes.Select(static _ => new List<RankingRows>()).ToArray();
        for (var window = settings.Windows; window > 0; window--)
        {
            var from = end - window * length;
            run.Progress?.Report(new StageReport(RankerModel.NameOf(scopes[0]), (double)(settings.Windows - window) / (settings.Windows + 1)));
            var examples = new RankingWindow(data.Events, ItemSignals.Learn(data, from, settings, run), from, from + length, run);
            for (var at = 0; at < scopes.Count; at++) rows[at].Add(examples.Rows(scopes[at], run));
        }
        var signals = ItemSignals.Learn(data, end, settings, run);
        return [.. scopes.Select((scope, at) => new RankerModel(scope, signals, RuleOf(scope, RankingRows.Of(RankingFeatures.Count, rows[at]), settings, run), modelVersion))];
    }

    private static LogisticRule? RuleOf(RankerScope scope, RankingRows rows, RankerSettings settings, TrainingRun run) =>
        rows.Labels.Contains(true) && rows.Labels.Contains(false) ? LogisticRegression.Fit(rows, settings.Penalty, RankerModel.NameOf(scope), run) : null;
}
