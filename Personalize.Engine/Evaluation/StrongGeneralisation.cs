using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>Asks about customers whom no model was trained on: part of their history is told, the rest is the truth.</summary>
/// <param name="CustomerShare">Share of the customers held out, in (0, 1).</param>
/// <param name="ToldShare">Share of a held-out customer's items that models are told, in (0, 1).</param>
/// <remarks>Liang and others, Variational autoencoders for collaborative filtering, 2018.</remarks>
public sealed record StrongGeneralisation(double CustomerShare, double ToldShare)
{
    /// <returns>
    /// Held-out customers keep their number in the vocabulary but have no interactions and no events in training; their cases
    /// have the number -1. Those of fewer than two known items are left out.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is not in (0, 1).</exception>
    public Fold Split(TrainingSet data, int seed)
    {
        RequireShare(CustomerShare, nameof(CustomerShare));
        RequireShare(ToldShare, nameof(ToldShare));
        var random = RandomStream.Of(seed, RandomUse.Splits, 0);
        int[] order = [.. Enumerable.Range(0, data.Customers.Count)];
        random.Shuffle(order);
        var held = order[..(int)Math.Round(CustomerShare * order.Length)].Order().ToList();
        var train = Without(data, [.. held]);
        var cases = new List<EvaluationCase>();
        foreach (var customer in held)
        {
            if (CaseOf(data.Interactions.Row(customer), train, random) is { } tried) cases.Add(tried);
        }
        return new Fold(FormattableString.Invariant($"{CustomerShare:P0} of customers held out"), train, cases);
    }

    private EvaluationCase? CaseOf(SparseRow row, TrainingSet train, Random random)
    {
        var known = new List<int>();
        for (var at = 0; at < row.Columns.Length; at++)
        {
            if (TimeCut.IsKnown(train, row.Columns[at])) known.Add(at);
        }
        if (known.Count < 2) return null;
        var places = known.ToArray();
        random.Shuffle(places);
        var told = places[..Math.Clamp((int)Math.Round(ToldShare * places.Length), 1, places.Length - 1)];
        Array.Sort(told);
        var (items, weights) = (new int[told.Length], new float[told.Length]);
        for (var at = 0; at < told.Length; at++) (items[at], weights[at]) = (row.Columns[told[at]], row.Values[told[at]]);
        var truth = new List<int>();
        foreach (var place in places.Except(told)) truth.Add(row.Columns[place]);
        return new EvaluationCase { Customer = -1, Items = items, Weights = weights, Truth = Judgements.Of(truth) };
    }

    private static TrainingSet Without(TrainingSet data, HashSet<int> held)
    {
        var matrix = new InteractionMatrixBuilder(data.Interactions.RowCount, data.Interactions.ColumnCount);
        var kept = new List<(int, ItemEvent)>();
        for (var customer = 0; customer < data.Interactions.RowCount; customer++)
        {
            if (held.Contains(customer)) continue;
            var row = data.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) matrix.Add(customer, row.Columns[at], row.Values[at]);
            if (customer >= data.Events.CustomerCount) continue;
            foreach (var happened in data.Events.Of(customer)) kept.Add((customer, happened));
        }
        var events = data.Events.CustomerCount == 0 ? data.Events : EventLog.Of(data.Customers.Count, data.Items.Count, kept);
        return data with { Interactions = matrix.Build(), Events = events };
    }

    private static void RequireShare(double share, string name)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(name, share, "A share held out is above 0 and below 1.");
    }
}
