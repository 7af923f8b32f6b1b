using Personalize.Data.Accounts;

namespace Personalize.Web.Audit.Incidents;

/// <summary>
/// Counts incidents until they are written. Nothing is written while the caller waits: a flood of requests would become a flood
/// of rows, and the time that a row takes would tell known accounts from unknown ones.
/// </summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class IncidentTally
{
    /// <summary>How many different ones are told apart; what comes on top of them is counted by its action alone.</summary>
    public const int Most = 50;

    private const string Various = "various";
    private readonly Lock _lock = new();
    private Dictionary<Incident, int> _counts = [];

    public void Add(Incident incident) => Add(incident, 1);

    /// <summary>All since the last time.</summary>
    public IReadOnlyDictionary<Incident, int> Take()
    {
        lock (_lock)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    /// <summary>They could not be written.</summary>
    public void GiveBack(IReadOnlyDictionary<Incident, int> taken)
    {
        foreach (var (incident, count) in taken)
            Add(incident, count);
    }

    private void Add(Incident incident, int count)
    {
        lock (_lock)
        {
            if (_counts.Count >= Most && !_counts.ContainsKey(incident))
                incident = new Incident(incident.Action, Various, Various, ActorKind.Stranger, null, default);
            _counts[incident] = (int)Math.Min(int.MaxValue, _counts.GetValueOrDefault(incident) + (long)count);
        }
    }
}
