using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Neighbours;

/// <summary>Learns which items go together. Weights of interactions do not matter here, only who has what.</summary>
/// <remarks>
/// Items are independent of each other, so the result is the same at any parallelism. O(Σ n_u²) over customers with n_u items,
/// and items² to choose neighbours. Sarwar and others, Item-based collaborative filtering recommendation algorithms, 2001.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class ItemNeighbourTrainer : ITrainer<ItemNeighbourScorer>
{
    // Items handed to a thread at a time: enough to share its counters, few enough to end together.
    private const int BlockSize = 64;

    private readonly ItemNeighbourSettings _settings;

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public ItemNeighbourTrainer(ItemNeighbourSettings settings) => _settings = settings.Validated();

    public ItemNeighbourScorer Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        var interactions = data.Interactions;
        var nearest = new NearestItems(_settings, interactions);
        var rows = new RankedItem[interactions.ColumnCount][];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        Parallel.For(0, (rows.Length + BlockSize - 1) / BlockSize, limits, () => new CoOccurrence(interactions), (block, _, shared) =>
        {
            for (var item = block * BlockSize; item < Math.Min(rows.Length, (block + 1) * BlockSize); item++)
            {
                shared.Count(item);
                rows[item] = nearest.Of(item, shared.Counts);
            }
            return shared;
        }, static _ => { });
        var table = TableOf(rows);
        return new ItemNeighbourScorer(_settings.Side == NeighbourSide.Candidate ? table : table.Transpose(), modelVersion);
    }

    private static CompressedRows TableOf(RankedItem[][] rows)
    {
        var starts = new int[rows.Length + 1];
        for (var item = 0; item < rows.Length; item++) starts[item + 1] = starts[item] + rows[item].Length;
        var columns = new int[starts[^1]];
        var values = new float[columns.Length];
        for (var item = 0; item < rows.Length; item++)
        {
            for (var at = 0; at < rows[item].Length; at++)
            {
                columns[starts[item] + at] = rows[item][at].Item;
                values[starts[item] + at] = (float)rows[item][at].Score;
            }
        }
        return new CompressedRows(rows.Length, starts, columns, values);
    }
}
