namespace Personalize.Web.Activities;

/// <summary>Lets in as many deliveries at once as the queue can take. The others are turned away before their bodies are read.</summary>
/// <remarks>
/// Under overload nearly all work would go into reading what is then refused. Looking at the length costs nothing, so that the
/// machine stays with those that are let in.
/// </remarks>
/// <threadsafety>Safe.</threadsafety>
internal sealed class DeliveryGate(int capacity)
{
    /// <summary>About 4,000 activities of 128 bytes: half of the queue, and 0.3 s of work on a small machine.</summary>
    public const int DefaultCapacity = 512 * 1024;

    /// <summary>What a delivery of a few bytes, or of a length that it does not tell, is taken for.</summary>
    public const int Least = 1024;
    private const int Unknown = 16 * Least;

    private int _inside;

    /// <summary>Bytes of bodies that are being worked on.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <param name="length">Of the body in bytes, as its sender says; null when it does not.</param>
    /// <returns>To be disposed when the delivery is answered; null when there is no room.</returns>
    public IDisposable? TryEnter(long? length)
    {
        // One that is larger than all there is comes in when nobody else is inside.
        var size = (int)Math.Clamp(length ?? Unknown, Least, capacity);
        if (Interlocked.Add(ref _inside, size) <= capacity) return new Stay(this, size);
        Interlocked.Add(ref _inside, -size);
        return null;
    }

    private sealed class Stay(DeliveryGate gate, int size) : IDisposable
    {
        private int _size = size;

        public void Dispose() => Interlocked.Add(ref gate._inside, -Interlocked.Exchange(ref _size, 0));
    }
}
