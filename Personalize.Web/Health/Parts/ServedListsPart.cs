using Personalize.Web.Recommendations;
using Personalize.Web.Shell;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether what is served is also written down.</summary>
internal sealed class ServedListsPart(ServedListQueue queue) : IPart
{
    private const double FullShare = 0.8;

    public string Name => "Record of lists";

    public string Purpose => "remembers which list was served, for replays and click rates";

    public Task<Finding> LookAsync(CancellationToken cancellation) => queue.Depth > FullShare * queue.Capacity
        ? Finding.Of(
            PartState.Degraded, $"{Numbers.Full(queue.Depth)} of {Numbers.Full(queue.Capacity)} places of the queue are taken; what does not fit is served but not recorded.",
            "If the database is down, bring it back. Otherwise more lists are served than the disk keeps up with.")
        : Task.FromResult(Finding.Working($"{Numbers.Full(queue.Depth)} wait to be written."));
}
