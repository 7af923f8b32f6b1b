namespace Personalize.Web.Activities;

/// <summary>Whether activities get through, for the readiness probe.</summary>
/// <threadsafety>Read by anybody, written by the writer.</threadsafety>
internal sealed class IntakeHealth(ActivityQueue queue, WriterBackoff backoff, TimeProvider time)
{
    private const double FullShare = 0.8;

    private static readonly TimeSpan CommitAge = TimeSpan.FromSeconds(10);

    private long _committedTicks = time.GetUtcNow().UtcTicks;

    public int Depth => queue.Depth;

    /// <summary>What is wrong, in words for people; null when all is well.</summary>
    public string? Problem
    {
        get
        {
            if (backoff.FailingSince is { } since) return $"Commits have failed since {since:O}.";
            if (Depth > FullShare * queue.Capacity) return $"{Depth} of {queue.Capacity} places of the activity queue are taken.";
            var age = time.GetUtcNow() - new DateTimeOffset(Interlocked.Read(ref _committedTicks), TimeSpan.Zero);
            return Depth > 0 && age > CommitAge ? $"{Depth} activities wait, and the last commit was {age.TotalSeconds:0} s ago." : null;
        }
    }

    public void Committed() => Interlocked.Exchange(ref _committedTicks, time.GetUtcNow().UtcTicks);
}
