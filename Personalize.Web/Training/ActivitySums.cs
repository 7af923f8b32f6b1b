using Personalize.Engine;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Training;

/// <summary>
/// Decayed sums over the activities. Popularity decays fast from the newest activity of all; a customer's tastes decay
/// slowly from the customer's own newest, so that whoever was last here years ago still counts as like-minded.
/// </summary>
/// <param name="settings">Weights of the kinds and both half-lives; the models carry their digest.</param>
/// <param name="lastSeen">Newest activity of each customer number; null for none.</param>
internal sealed class ActivitySums(ModelSettings settings, IReadOnlyList<DateTimeOffset?> lastSeen, int items, DateTimeOffset asOf)
{
    private readonly InteractionMatrixBuilder _interactions = new(lastSeen.Count, items);
    private readonly double[] _popularity = new double[items];
    private readonly List<(int Customer, ItemEvent Event)> _events = [];

    public long Count { get; private set; }

    /// <summary>
    /// Decayed number of activities of each item, whatever their kind: times <see cref="ModelSettings.PopularityRatePerDay"/>
    /// it is the number of activities a day that people are told.
    /// </summary>
    public IReadOnlyList<double> Popularity => _popularity;

    public void Add(int customer, int item, ActivityKind kind, DateTimeOffset at)
    {
        var sinceLastSeen = (lastSeen[customer] ?? asOf) - at;
        _interactions.Add(
            customer, item, settings.Activity.Of(kind) * Math.Exp(-settings.HistoryRatePerDay * Math.Max(0, sinceLastSeen.TotalDays)));
        _popularity[item] += Math.Exp(-settings.PopularityRatePerDay * (asOf - at).TotalDays);
        _events.Add((customer, new ItemEvent(item, kind, Amount: 1, at.ToUnixTimeSeconds())));
        Count++;
    }

    public InteractionMatrix Interactions() => _interactions.Build();

    public EventLog Events() => EventLog.Of(lastSeen.Count, items, _events);
}
