using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>Asks for the last thing that each customer did. Other customers' later events stay in training: their future leaks, as in the literature.</summary>
public sealed record LeaveLast
{
    private readonly bool _wholeBasket;

    private LeaveLast(bool wholeBasket, int fewest) => (_wholeBasket, Fewest) = (wholeBasket, fewest);

    /// <summary>The last basket: the events of the customer's last second. Customers of fewer than three baskets are for training alone.</summary>
    public static LeaveLast Basket { get; } = new(wholeBasket: true, fewest: 3);

    /// <summary>The last event. Customers of fewer than two events are for training alone.</summary>
    public static LeaveLast One { get; } = new(wholeBasket: false, fewest: 2);

    /// <summary>Baskets, or events, that a customer of the test has at least.</summary>
    public int Fewest { get; init; }

    /// <param name="data">With events.</param>
    /// <exception cref="ArgumentException">The data have no events.</exception>
    public Fold Split(TrainingSet data, EventWeighing weighing)
    {
        TimeCut.RequireEvents(data);
        var kept = new List<(int Customer, ItemEvent Event)>();
        var last = new SortedDictionary<int, int[]>();
        for (var customer = 0; customer < data.Events.CustomerCount; customer++)
        {
            var events = data.Events.Of(customer);
            var from = StartOfLast(events);
            foreach (var happened in events[..from]) kept.Add((customer, happened));
            if (from < events.Length) last[customer] = [.. events[from..].ToArray().Select(static happened => happened.Item)];
        }
        var log = EventLog.Of(data.Customers.Count, data.Items.Count, kept);
        var train = data with { Events = log, Interactions = weighing.Weigh(log, data.Items.Count) };
        var cases = new List<EvaluationCase>();
        foreach (var (customer, items) in last)
        {
            var known = items.Where(item => TimeCut.IsKnown(train, item)).ToList();
            if (known.Count > 0) cases.Add(EvaluationCase.Of(train, customer, Judgements.Of(known)));
        }
        return new Fold(_wholeBasket ? "last basket" : "last event", train, cases);
    }

    // The length of the history when the customer has too little of it to spare.
    private int StartOfLast(ReadOnlySpan<ItemEvent> events)
    {
        if (!_wholeBasket) return events.Length < Fewest ? events.Length : events.Length - 1;
        var (baskets, start) = (0, events.Length);
        for (var at = events.Length - 1; at >= 0; at--)
        {
            if (at > 0 && events[at - 1].At == events[at].At) continue;
            if (++baskets == 1) start = at;
        }
        return baskets < Fewest ? events.Length : start;
    }
}
