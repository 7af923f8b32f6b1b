using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>What was known before an instant beside what was bought in the time after it: examples for a ranker.</summary>
internal sealed class RankingWindow
{
    private readonly EventLog _events;
    private readonly ItemSignals _signals;
    private readonly long _from;
    private readonly List<(int Customer, HashSet<int> Chosen)> _customers;

    /// <param name="events">All of them, those after the window among them.</param>
    /// <param name="signals">What features are made of.</param>
    /// <param name="from">First second of the window.</param>
    /// <param name="until">The second after it.</param>
    /// <exception cref="ArgumentException">The signals know of the window: whatever is learnt from them would be a memory, not a prediction.</exception>
    public RankingWindow(EventLog events, ItemSignals signals, long from, long until, TrainingRun run)
    {
        if (signals.Until > from)
            throw new ArgumentException($"Features know what happened until {signals.Until}, and what they should predict begins at {from}; cut them off there.", nameof(signals));
        _events = events;
        _signals = signals;
        _from = from;
        _customers = Returned(events, from, until);
        if (_customers.Count <= signals.Settings.MostCustomers) return;
        var drawn = _customers.ToArray();
        RandomStream.Of(run.Seed, RandomUse.Ranker, -1).Shuffle(drawn);
        _customers = [.. drawn.Take(signals.Settings.MostCustomers).OrderBy(static one => one.Customer)];
    }

    public RankingRows Rows(RankerScope scope, TrainingRun run)
    {
        var rows = new RankingRows[_customers.Count];
        FixedBlocks.Run(rows.Length, run, at => rows[at] = RowsOf(_customers[at].Customer, _customers[at].Chosen, scope, run.Seed));
        return RankingRows.Of(RankingFeatures.Count, rows);
    }

    /// <summary>Customers with a past who bought in the window, and what. Where nobody ever buys, every kind of event counts.</summary>
    private static List<(int Customer, HashSet<int> Chosen)> Returned(EventLog events, long from, long until)
    {
        var buys = false;
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            foreach (var happened in events.Of(customer)) buys |= happened.Kind == ActivityKind.Purchase;
        }
        var returned = new List<(int, HashSet<int>)>();
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            var own = events.Of(customer);
            if (own.IsEmpty || own[0].At >= from) continue;
            var chosen = new HashSet<int>();
            foreach (var happened in own)
            {
                if (happened.At >= from && happened.At < until && (!buys || happened.Kind == ActivityKind.Purchase)) chosen.Add(happened.Item);
            }
            if (chosen.Count > 0) returned.Add((customer, chosen));
        }
        return returned;
    }

    private RankingRows RowsOf(int customer, HashSet<int> chosen, RankerScope scope, int seed)
    {
        var past = _events.Within(customer);
        var count = 0;
        while (count < past.Length && past.Span[count].At < _from) count++;
        var signals = new CustomerSignals(_signals, new RecommendationQuery { ModelVersion = 0, Customer = customer, Events = past[..count], Now = _from });
        var items = RankingExamples.Of(_signals, signals, scope, RandomStream.Of(seed, RandomUse.Ranker, customer));
        var (features, labels) = (new float[items.Count * RankingFeatures.Count], new bool[items.Count]);
        var row = 0;
        foreach (var item in items)
        {
            var values = features.AsSpan(row * RankingFeatures.Count, RankingFeatures.Count);
            signals.Fill(item, values);
            for (var feature = 0; feature < values.Length; feature++)
            {
                if (!RankingFeatures.Serves((RankingFeature)feature, scope)) values[feature] = 0;
            }
            labels[row++] = chosen.Contains(item);
        }
        return new RankingRows(RankingFeatures.Count, features, labels);
    }
}
