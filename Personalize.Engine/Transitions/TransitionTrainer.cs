using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Transitions;

/// <summary>Learns what comes next after what: T_ab = A_ab / (Σ_b A_ab)^α / n_b^β.</summary>
/// <remarks>
/// A_ab sums, over customers and over steps s before t with a in s and b in t, g^(t-s-1) / (|s|·|t|): a step is a basket, and one
/// item at a time is a basket of one. n_b is the number of steps with b. Items are independent of each other, so the result is
/// the same at any parallelism. O(Σ |s|·|t|) over pairs of steps in the window, and items² at most to choose successors.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class TransitionTrainer : ITrainer<TransitionModel>
{
    // Items handed to a thread at a time.
    private const int BlockSize = 64;

    private readonly TransitionSettings _settings;

    public TransitionTrainer() : this(new TransitionSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public TransitionTrainer(TransitionSettings settings)
    {
        _settings = settings.Validated();
    }

    /// <inheritdoc/>
    /// <remarks>Without events nothing comes after anything.</remarks>
    public TransitionModel Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        var items = data.Items.Count;
        var log = StepLog.Of(data.Events, items);
        var rows = new RankedItem[items][];
        FixedBlocks.Run((items + BlockSize - 1) / BlockSize, run, () => new double[items], (block, sums) =>
        {
            for (var item = block * BlockSize; item < Math.Min(items, (block + 1) * BlockSize); item++) rows[item] = SuccessorsOf(item, log, sums);
        });
        return new TransitionModel(TableOf(rows), _settings, modelVersion);
    }

    /// <returns>In order of item number.</returns>
    private RankedItem[] SuccessorsOf(int item, StepLog log, double[] sums)
    {
        Array.Clear(sums);
        var all = Follow(item, log, sums);
        var best = new TopK(Math.Min(_settings.Successors, sums.Length));
        var divisor = Math.Pow(all, _settings.SourcePower);
        for (var next = 0; next < sums.Length; next++)
        {
            if (sums[next] > 0) best.Offer(next, sums[next] / divisor / Math.Pow(log.StepsWith(next).Length, _settings.PopularityPower));
        }
        var successors = best.ToSorted();
        Array.Sort(successors, static (one, other) => one.Item.CompareTo(other.Item));
        return successors;
    }

    /// <returns>Σ_b A_ab.</returns>
    private double Follow(int item, StepLog log, double[] sums)
    {
        var all = 0d;
        foreach (var step in log.StepsWith(item))
        {
            var weight = 1d / log.ItemsOf(step).Length;
            var end = Math.Min(log.EndOfCustomer(step), step + 1 + _settings.Window);
            for (var later = step + 1; later < end; later++)
            {
                var next = log.ItemsOf(later);
                var share = weight / next.Length;
                foreach (var other in next) sums[other] += share;
                all += weight;
                weight *= _settings.StepDecay;
            }
        }
        return all;
    }

    private static CompressedRows TableOf(RankedItem[][] rows)
    {
        var starts = new int[rows.Length + 1];
        for (var item = 0; item < rows.Length; item++) starts[item + 1] = starts[item] + rows[item].Length;
        return new CompressedRows(
            rows.Length, starts, [.. rows.SelectMany(static row => row, static (_, next) => next.Item)],
            [.. rows.SelectMany(static row => row, static (_, next) => (float)next.Score)]);
    }
}
