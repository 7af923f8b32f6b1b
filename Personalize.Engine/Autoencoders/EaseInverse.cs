using System.Numerics;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Autoencoders;

/// <summary>P = (XᵀX + p / (1 - p)·diag(XᵀX) + λI)⁻¹, in two steps, so that one count of pairs serves several λ.</summary>
internal static class EaseInverse
{
    /// <returns>XᵀX: the lower triangle, row-major.</returns>
    public static T[] Count<T>(InteractionMatrix interactions, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pairs = new T[interactions.ColumnCount * interactions.ColumnCount];
        SparseGram.CountPairs(interactions, pairs, run);
        return pairs;
    }

    /// <param name="pairs">What <see cref="Count"/> gave; becomes P.</param>
    public static void Invert<T>(T[] pairs, int items, EaseSettings settings, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var item = 0; item < items; item++)
        {
            ref var own = ref pairs[item * items + item];
            own = T.CreateTruncating(double.CreateTruncating(own) * (1 + settings.DropoutWeight) + settings.Regularisation);
        }
        // With λ above 0 only numbers that are not finite can fail here, and counts are finite.
        if (!SymmetricInverse.TryInvert(pairs, items, run))
            throw new TrainingDivergedException(EaseModel.ScorerName, 1, double.NaN);
    }
}
