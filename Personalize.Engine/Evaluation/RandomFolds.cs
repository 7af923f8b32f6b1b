using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>Random k-fold division of who has what: every pair is asked for exactly once. The future leaks; only to compare with the literature, and to tune.</summary>
/// <param name="Count">k, 2 or more.</param>
public sealed record RandomFolds(int Count)
{
    /// <returns>k folds. Truths of items or customers that the fold's training part lost entirely are left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    public IEnumerable<Fold> Split(TrainingSet data, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 2);
        var folds = FoldOfEach(data.Interactions.EntryCount, Count, seed);
        for (var fold = 0; fold < Count; fold++) yield return Without(data, folds, fold);
    }

    /// <summary>A balanced random label in [0, k) for each of n things.</summary>
    internal static int[] FoldOfEach(int count, int folds, int seed)
    {
        var labels = new int[count];
        for (var at = 0; at < count; at++) labels[at] = at % folds;
        RandomStream.Of(seed, RandomUse.Splits, folds).Shuffle(labels);
        return labels;
    }

    private Fold Without(TrainingSet data, int[] folds, int fold)
    {
        var matrix = new InteractionMatrixBuilder(data.Interactions.RowCount, data.Interactions.ColumnCount);
        var held = new HashSet<(int Customer, int Item)>();
        var entry = 0;
        for (var customer = 0; customer < data.Interactions.RowCount; customer++)
        {
            var row = data.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++, entry++)
            {
                if (folds[entry] == fold) held.Add((customer, row.Columns[at]));
                else matrix.Add(customer, row.Columns[at], row.Values[at]);
            }
        }
        var train = data with { Interactions = matrix.Build(), Events = EventsWithout(data, held) };
        var cases = held.GroupBy(static pair => pair.Customer, static pair => pair.Item).OrderBy(static group => group.Key)
            .Where(group => !train.Interactions.Row(group.Key).Columns.IsEmpty)
            .Select(group => EvaluationCase.Of(train, group.Key, Judgements.Of(group.Where(item => TimeCut.IsKnown(train, item)))));
        return new Fold($"fold {fold + 1} of {Count}", train, [.. cases.Where(static tried => tried.Truth.RelevantCount > 0)]);
    }

    private static EventLog EventsWithout(TrainingSet data, HashSet<(int, int)> held)
    {
        if (data.Events.CustomerCount == 0) return data.Events;
        var kept = new List<(int, ItemEvent)>();
        for (var customer = 0; customer < data.Events.CustomerCount; customer++)
        {
            foreach (var happened in data.Events.Of(customer))
            {
                if (!held.Contains((customer, happened.Item))) kept.Add((customer, happened));
            }
        }
        return EventLog.Of(data.Customers.Count, data.Items.Count, kept);
    }
}
