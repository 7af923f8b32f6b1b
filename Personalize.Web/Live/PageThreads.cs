namespace Personalize.Web.Live;

/// <summary>Where open pages are drawn when something new comes: on all processors, and so that requests come in between.</summary>
/// <remarks>
/// An idle circuit draws on the thread that asks it to. The one that tells all pages would draw them one after another, and
/// tell the next news when the last is drawn.
/// </remarks>
public sealed class PageThreads
{
    // One page a turn: turns stand in the same queue as requests.
    private readonly TaskScheduler _turns =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Environment.ProcessorCount, maxItemsPerTask: 1).ConcurrentScheduler;

    public void Queue(Action draw) =>
        _ = Task.Factory.StartNew(draw, CancellationToken.None, TaskCreationOptions.HideScheduler, _turns);
}
