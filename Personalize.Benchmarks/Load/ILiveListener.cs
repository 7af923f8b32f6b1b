using System.Diagnostics;
using Personalize.Benchmarks.Load.Circuits;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load;

/// <summary>Somebody whom the server tells what goes on: an open page, or a program that follows.</summary>
/// <threadsafety>All of it may be asked while the listener listens.</threadsafety>
internal interface ILiveListener : IAsyncDisposable
{
    TrafficCount Traffic { get; }

    /// <summary>Bytes of messages, as they were before any compression.</summary>
    long MessageBytes { get; }

    /// <summary>Of these, those that drew something; nearly all others are calls of a page to its scripts.</summary>
    long DrawnBytes { get; }

    /// <summary>How often it was told something.</summary>
    int Messages { get; }

    /// <summary>Why it hears nothing any more; null while it does.</summary>
    string? Lost { get; }

    bool Knows(AcceptedActivity activity);

    /// <param name="sequenceOf">The place in the journal of what happened at a time; the lowest there is where that was not ours.</param>
    IReadOnlyList<Telling> Tellings(Func<long, long> sequenceOf);

    /// <summary>Says that it is still there; the server lets go of those that it does not hear.</summary>
    Task KeepAliveAsync(CancellationToken cancellation);
}

/// <param name="At">Timestamp of <see cref="Stopwatch"/> at which the message had come in full.</param>
/// <param name="Sequence">The newest activity of which it tells.</param>
internal readonly record struct Telling(long At, long Sequence);
