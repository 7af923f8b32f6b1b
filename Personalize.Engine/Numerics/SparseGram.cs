using System.Numerics;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Numerics;

/// <summary>XᵀX of a 0-1 matrix: how many customers touched both of two items.</summary>
internal static class SparseGram
{
    private const int BlockRows = 16;

    /// <param name="interactions">Every stored entry counts as 1.</param>
    /// <param name="gram">Receives the lower triangle of items × items, row-major; the rest is left as it was.</param>
    /// <remarks>Counts are exact. Σ n_u² / 2 additions, each in a row that stays in the first cache.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled between blocks of items.</exception>
    public static void CountPairs<T>(InteractionMatrix interactions, T[] gram, TrainingRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var items = interactions.ColumnCount;
        var customersOf = interactions.Transposed;
        var blocks = (items + BlockRows - 1) / BlockRows;
        // Later rows are longer; begin with them, so that no thread is left with one at the end.
        FixedBlocks.Run(blocks, run, () => new int[items], (block, counts) =>
        {
            var first = (blocks - 1 - block) * BlockRows;
            for (var item = first; item < Math.Min(items, first + BlockRows); item++)
            {
                var pairs = counts.AsSpan(0, item + 1);
                CountRow(interactions, customersOf.Row(item).Columns, pairs);
                var row = gram.AsSpan(item * items, item + 1);
                for (var at = 0; at < row.Length; at++) row[at] = T.CreateTruncating(pairs[at]);
            }
        });
    }

    private static void CountRow(InteractionMatrix interactions, ReadOnlySpan<int> customers, Span<int> pairs)
    {
        unchecked
        {
            pairs.Clear();
            foreach (var customer in customers)
            {
                foreach (var other in interactions.Row(customer).Columns)
                {
                    if ((uint)other >= (uint)pairs.Length) break;
                    pairs[other]++;
                }
            }
        }
    }
}
