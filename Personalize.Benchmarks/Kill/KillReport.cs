using System.Globalization;
using System.Text;
using Personalize.Data;

namespace Personalize.Benchmarks.Kill;

/// <summary>What a run of `kill` found.</summary>
/// <param name="Kills">Of servers that were taking activities.</param>
/// <param name="KillsAtStart">Of servers that were not ready yet.</param>
/// <param name="Retried">Sent again because the server had died before it answered.</param>
/// <param name="Lost">Acknowledged, and not in the table.</param>
/// <param name="Doubled">In the table more than once.</param>
/// <param name="Faults">Whatever else does not agree.</param>
/// <param name="MedianStartSeconds">From a start until the server is ready.</param>
internal sealed record KillReport(
    DatabaseKind Database, int Seed, int Connections, int Kills, int KillsAtStart, long Sent, long Acknowledged, long Retried, long Stored,
    IReadOnlyList<Guid> Lost, IReadOnlyList<Guid> Doubled, IReadOnlyList<string> Faults, double MedianStartSeconds, double Seconds)
{
    private const int MostShown = 20;

    public bool IsClean => Lost.Count + Doubled.Count + Faults.Count == 0;

    public string Table()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Database}, seed {Seed}, {Connections} connections");
        Row("kills", Kills, "with activities under way");
        Row("kills at the start", KillsAtStart, "before the server was ready");
        Row("sent", Sent, "activities");
        Row("sent again", Retried, "because the server died before it answered");
        Row("acknowledged", Acknowledged, "");
        Row("stored", Stored, "");
        Row("lost", Lost.Count, "acknowledged and not stored");
        Row("doubled", Doubled.Count, "stored more than once");
        Row("other faults", Faults.Count, "");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"start until ready",-20} {MedianStartSeconds,12:F2}   s, median");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"whole run",-20} {Seconds,12:N0}   s");
        foreach (var fault in Lost.Select(id => $"lost {id}").Concat(Doubled.Select(id => $"doubled {id}")).Concat(Faults).Take(MostShown))
            text.AppendLine(fault);
        return text.ToString();

        void Row(string what, long value, string unit) => text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {value,12:N0}   {unit}").TrimEnd());
    }
}
