using Personalize.Benchmarks.Evaluate;
using Personalize.Engine.Neighbours;

namespace Personalize.Benchmarks.Speed;

/// <summary>Learning which items go together, K = 50 unless set otherwise.</summary>
internal static class ItemKnnSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var settings = options.Settings.For<Defaults>("item-knn").Settings;
        var train = RankingFiles.Read(options.DataFile, options.DataFile).Fold.Train;
        // The transposed matrix belongs to the data and is shared by all models; the peers are given theirs as well.
        var columns = train.Interactions.Transposed;
        var pairs = 0L;
        for (var customer = 0; customer < train.Interactions.RowCount; customer++)
        {
            long items = train.Interactions.Row(customer).Columns.Length;
            pairs += items * items;
        }
        var picks = Picks(train.Interactions);
        var trainer = new ItemNeighbourTrainer(settings);
        return new SpeedCase(
            $"{settings.Similarity}, K = {settings.Neighbours}, {columns.RowCount:N0} items, {train.Interactions.EntryCount:N0} pairs",
            () => trainer.Train(train, 1, options.Run),
            () => Bare.Counting(pairs, columns.RowCount, picks, options.Threads),
            $"counting {pairs:N0} pairs of items, nothing else");
    }

    private static int[] Picks(Engine.Interactions.InteractionMatrix interactions)
    {
        var picks = new List<int>();
        for (var customer = 0; customer < interactions.RowCount && picks.Count < 100_000; customer++) picks.AddRange(interactions.Row(customer).Columns);
        return [.. picks];
    }

    /// <summary>As the peers are measured: fifty neighbours, no shrinkage.</summary>
    private sealed record Defaults
    {
        public int Neighbours { get; init; } = 50;
        public double Shrinkage { get; init; }
        public ItemSimilarity Similarity { get; init; }

        public ItemNeighbourSettings Settings => new() { Neighbours = Neighbours, Shrinkage = Shrinkage, Similarity = Similarity };
    }
}
