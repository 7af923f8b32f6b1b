using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>The main split: models see what was before an instant and are asked for what came in the time after it. The future never leaks.</summary>
/// <param name="Cut">Nothing from this instant on is in training.</param>
/// <param name="Horizon">The truth is of [cut, cut + horizon); above 0.</param>
public sealed record TimeCut(DateTimeOffset Cut, TimeSpan Horizon)
{
    /// <summary>Kinds of events that count as the truth; null for all. Default: purchases.</summary>
    public IReadOnlySet<ActivityKind>? Wanted { get; init; } = new HashSet<ActivityKind> { ActivityKind.Purchase };

    /// <param name="data">With events.</param>
    /// <returns>
    /// The vocabularies stay whole. Truths are of customers with events before the cut, about items with events before the
    /// cut; others cannot be asked for.
    /// </returns>
    /// <exception cref="ArgumentException">The data have no events.</exception>
    public Fold Split(TrainingSet data, EventWeighing weighing)
    {
        RequireEvents(data);
        var (from, until) = (Cut.ToUnixTimeSeconds(), (Cut + Horizon).ToUnixTimeSeconds());
        var before = data.Events.Before(from);
        var train = data with { Events = before, Interactions = weighing.Weigh(before, data.Items.Count), AsOf = Cut };
        var cases = new List<EvaluationCase>();
        for (var customer = 0; customer < before.CustomerCount; customer++)
        {
            if (before.Of(customer).IsEmpty) continue;
            var chosen = new HashSet<int>();
            foreach (var happened in data.Events.Of(customer))
            {
                if (happened.At >= from && happened.At < until && Wanted?.Contains(happened.Kind) != false && IsKnown(train, happened.Item)) chosen.Add(happened.Item);
            }
            if (chosen.Count > 0) cases.Add(EvaluationCase.Of(train, customer, Judgements.Of(chosen)));
        }
        return new Fold(FormattableString.Invariant($"cut {Cut:yyyy-MM-dd}, {Horizon.TotalDays:0.#} days"), train, cases);
    }

    internal static void RequireEvents(TrainingSet data)
    {
        if (data.Events.CustomerCount != data.Customers.Count)
            throw new ArgumentException($"There are events of {data.Events.CustomerCount} customers and {data.Customers.Count} customers; this split goes by time and needs them.", nameof(data));
    }

    internal static bool IsKnown(TrainingSet train, int item) => !train.Interactions.Transposed.Row(item).Columns.IsEmpty;
}
