using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Autoencoders;

/// <summary>EASE^R: the linear model that best reconstructs every history from its other items, in closed form.</summary>
/// <remarks>
/// G = XᵀX + λI with X of ones and zeros, P = G⁻¹, B_ij = -P_ij / P_jj, B_jj = 0 (Steck, "Embarrassingly Shallow
/// Autoencoders for Sparse Data", 2019). <see cref="EaseSettings.Dropout"/> is the denoising form of Steck's "Autoencoders
/// that don't overfit towards the Identity" (2020). O(Σ n_u² + m³) for m items. Random is only what is held back to choose λ.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class EaseTrainer : ITrainer<EaseModel>
{
    // Below this λ rare items make the matrix too close to singular for 24 bits.
    private const double LeastForSingle = 10;

    private readonly EaseSettings _settings;

    public EaseTrainer() : this(new EaseSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public EaseTrainer(EaseSettings settings) => _settings = settings.Validated();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more items than <see cref="EaseSettings.MostItems"/>.</exception>
    public EaseModel Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        var items = data.Interactions.ColumnCount;
        if (items > _settings.MostItems)
            throw new ArgumentException(
                $"{items} items need {4d * items * items / 1e9:F1} GB, and {nameof(EaseSettings.MostItems)} is {_settings.MostItems}. Raise it or train implicit factors, which need far less.",
                nameof(data));
        run.Cancellation.ThrowIfCancellationRequested();
        var settings = _settings.Regularisation > 0
            ? _settings
            : _settings with { Regularisation = RegularisationChoice.Of(data, _settings, run) };
        run.Progress?.Report(new StageReport(EaseModel.ScorerName, _settings.Regularisation > 0 ? 0 : 0.8));
        var inverse = settings.Regularisation < LeastForSingle
            ? Array.ConvertAll(Inverse<double>(data.Interactions, settings, run), static value => (float)value)
            : Inverse<float>(data.Interactions, settings, run);
        run.Progress?.Report(new StageReport(EaseModel.ScorerName, 1));
        return new EaseModel(inverse, items, settings, modelVersion);
    }

    private static T[] Inverse<T>(InteractionMatrix interactions, EaseSettings settings, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = EaseInverse.Count<T>(interactions, run);
        EaseInverse.Invert(matrix, interactions.ColumnCount, settings, run);
        return matrix;
    }
}
