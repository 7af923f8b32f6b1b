using Personalize.Web.Live;
using Personalize.Web.Shell;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether open pages get a new picture each second, and one that holds what was before the start.</summary>
internal sealed class LivePart(LiveOverview overview, ChangeFeed feed, TimeProvider clock) : IPart
{
    public string Name => "Live pages";

    public string Purpose => "a new picture for open pages each second";

    public Task<Finding> LookAsync(CancellationToken cancellation)
    {
        var age = clock.GetUtcNow() - overview.Current.At;
        if (age > LiveCondition.Stall)
        {
            return Finding.Of(
                PartState.Degraded, $"The newest picture is {RelativeWords.Span(age)} old.",
                "Look at the processor below: it may be busy with a training or an import. Data is stored all the same.");
        }

        return overview.KnowsPast
            ? Task.FromResult(Finding.Working($"The picture is fresh; {Numbers.Full(feed.SubscriberCount)} readers of changes."))
            : Finding.Of(PartState.Starting, "The last half hour is being read from the journal.", "Wait: it takes seconds.");
    }
}
