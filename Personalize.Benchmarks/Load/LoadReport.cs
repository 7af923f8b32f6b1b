using Personalize.Benchmarks.Load.Silent;

namespace Personalize.Benchmarks.Load;

/// <summary>What a run of `load` found. A figure that does not exist is null.</summary>
/// <param name="ToolProcessorShare">Of one core. Where both share a machine the server lacks it.</param>
internal sealed record LoadReport(
    string Url, int Viewers, int HubClients, int Rate, double Seconds, int Batch, int Connections, SocketCompression Compression,
    PostingFigures Posting, ListeningFigures? Viewing, ListeningFigures? Hub, ServerFigures? Server, double ToolProcessorShare, IReadOnlyList<string> Notes)
{
    /// <summary>Of hub clients that never read; null without any.</summary>
    public SilentFigures? Silent { get; init; }
}

/// <param name="AcceptedPerSecond">Until the last answer.</param>
internal sealed record PostingFigures(
    long Posted, long Accepted, IReadOnlyDictionary<string, long> Refused, double AcceptedPerSecond, Latency Waits);

/// <param name="Lost">Why, for each listener whose connection ended.</param>
/// <param name="BytesPerSecond">To one listener over the wire, mean of all.</param>
/// <param name="MostBytesPerSecond">Of the listener who was sent most.</param>
/// <param name="MessageBytesPerSecond">Mean; before compression.</param>
/// <param name="DrawnBytesPerSecond">Of these, those of render batches; 0 for programs.</param>
/// <param name="SentBytesPerSecond">From one listener over the wire, mean.</param>
/// <param name="OpeningBytes">Over the wire from the connection until the posting began, mean; without a page and its files.</param>
internal sealed record ListeningFigures(
    int Opened, IReadOnlyList<string> NotOpened, IReadOnlyList<string> Lost, double OpeningSeconds, Receipts Receipts,
    double BytesPerSecond, double MostBytesPerSecond, double MessageBytesPerSecond, double DrawnBytesPerSecond,
    double SentBytesPerSecond, double MessagesPerSecond, double OpeningBytes);

/// <param name="ProcessorShare">Of one core while posting; null when the process ended.</param>
/// <param name="BytesBefore">Working set before the first listener.</param>
/// <param name="BytesHeld">With all of them, before the posting.</param>
/// <param name="BytesAfter">After the posting, listeners still there.</param>
internal sealed record ServerFigures(double? ProcessorShare, long BytesBefore, long BytesHeld, long BytesAfter, long PeakBytes)
{
    /// <summary>What the working set grew by, for each listener; null without any.</summary>
    public double? BytesPerListener { get; init; }
}
