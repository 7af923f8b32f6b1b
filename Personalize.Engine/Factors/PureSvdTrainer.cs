using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Factors;

/// <summary>PureSVD: the strongest directions in which items are touched together.</summary>
/// <remarks>
/// X of ones and zeros is nearly U·Σ·Vᵀ, and X·V·Vᵀ are its scores (Cremonesi, Koren and Turrin, "Performance of Recommender
/// Algorithms on Top-N Recommendation Tasks", 2010). See <see cref="TruncatedSvd"/>.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class PureSvdTrainer : ITrainer<PureSvdModel>
{
    private readonly PureSvdSettings _settings;

    public PureSvdTrainer() : this(new PureSvdSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public PureSvdTrainer(PureSvdSettings settings) => _settings = settings.Validated();

    public PureSvdModel Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        var svd = TruncatedSvd.Of(data.Interactions.Presence(), _settings.Rank, _settings.PowerIterations, run);
        var items = new FactorRows(data.Interactions.ColumnCount, Math.Max(1, svd.Values.Count));
        for (var factor = 0; factor < svd.Values.Count; factor++)
        {
            for (var item = 0; item < items.Count; item++) items.Row(item)[factor] = (float)svd.Vectors[factor][item];
        }
        run.Progress?.Report(new StageReport(PureSvdModel.ScorerName, 1));
        return new PureSvdModel(items, svd.Values, modelVersion);
    }
}
