using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Autoencoders;

/// <summary>EASE^R: the linear model that best reconstructs every history from its other items, in closed form.</summary>
/// <remarks>
/// G = XᵀX + λI with X of ones and zeros, P = G⁻¹, B_ij = -P_ij / P_jj, B_jj = 0 (Steck, "Embarrassingly Shallow
/// Autoencoders for Sparse Data", 2019). <see cref="EaseSettings.Dropout"/> is the denoising form of Steck's "Autoencoders
/// that don't overfit towards the Identity" (2020). O(Σ n_u² + m³) for m items. There is no randomness in it.
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
    public EaseTrainer(EaseSettings settings)
    {
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        _settings = settings;
    }

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
        var inverse = _settings.Regularisation < LeastForSingle
            ? Array.ConvertAll(Inverse<double>(data.Interactions, run), static value => (float)value)
            : Inverse<float>(data.Interactions, run);
        run.Progress?.Report(new StageReport(EaseModel.ScorerName, 1));
        return new EaseModel(inverse, items, _settings.History, modelVersion);
    }

    private T[] Inverse<T>(InteractionMatrix interactions, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var items = interactions.ColumnCount;
        var matrix = new T[items * items];
        SparseGram.CountPairs(interactions, matrix, run);
        run.Progress?.Report(new StageReport(EaseModel.ScorerName, 0.1));
        var kept = 1 - _settings.Dropout;
        for (var item = 0; item < items; item++)
        {
            var count = double.CreateTruncating(matrix[item * items + item]);
            matrix[item * items + item] = T.CreateTruncating(count / kept + _settings.Regularisation);
        }
        // With λ above 0 only numbers that are not finite can fail here, and counts are finite.
        return SymmetricInverse.TryInvert(matrix, items, run)
            ? matrix
            : throw new TrainingDivergedException(EaseModel.ScorerName, 1, double.NaN);
    }
}
