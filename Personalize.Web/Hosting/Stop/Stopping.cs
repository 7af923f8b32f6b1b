namespace Personalize.Web.Hosting.Stop;

/// <summary>Whether the server is about to stop.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class Stopping
{
    private int _begun;

    public bool HasBegun => Volatile.Read(ref _begun) != 0;

    /// <returns>False when it had begun before.</returns>
    public bool Begin() => Interlocked.Exchange(ref _begun, 1) == 0;
}
