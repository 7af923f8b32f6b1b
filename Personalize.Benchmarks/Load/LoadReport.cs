namespace Personalize.Benchmarks.Load;

/// <summary>What a run of `load` found. A figure that does not exist is null.</summary>
/// <param name="ToolProcessorShare">Of one core. Where both share a machine the server lacks it.</param>
internal sealed record LoadReport(
    string Url, int Viewers, int Rate, double Seconds, int Batch, int Connections, SocketCompression Compression,
    PostingFigures Posting, ViewingFigures? Viewing, ServerFigures? Server, double ToolProcessorShare, IReadOnlyList<string> Notes);

/// <param name="AcceptedPerSecond">Until the last answer.</param>
internal sealed record PostingFigures(
    long Posted, long Accepted, IReadOnlyDictionary<string, long> Refused, double AcceptedPerSecond, Latency Waits);

/// <param name="Lost">Why, for each viewer whose connection ended.</param>
/// <param name="BytesPerSecond">To one viewer over the wire, mean of all.</param>
/// <param name="MostBytesPerSecond">Of the viewer who was sent most.</param>
/// <param name="MessageBytesPerSecond">Mean; before compression.</param>
/// <param name="RenderBytesPerSecond">Of these, those of render batches.</param>
/// <param name="SentBytesPerSecond">From one viewer over the wire, mean.</param>
/// <param name="OpeningBytes">Over the wire from the connection until the posting began, mean; without the page and its files.</param>
internal sealed record ViewingFigures(
    int Opened, IReadOnlyList<string> NotOpened, IReadOnlyList<string> Lost, double OpeningSeconds, Receipts Receipts,
    double BytesPerSecond, double MostBytesPerSecond, double MessageBytesPerSecond, double RenderBytesPerSecond,
    double SentBytesPerSecond, double BatchesPerSecond, double OpeningBytes);

/// <param name="ProcessorShare">Of one core while posting; null when the process ended.</param>
/// <param name="BytesBefore">Working set before the first viewer.</param>
/// <param name="BytesHeld">With all of them, before the posting.</param>
/// <param name="BytesAfter">After the posting, viewers still there.</param>
internal sealed record ServerFigures(double? ProcessorShare, long BytesBefore, long BytesHeld, long BytesAfter, long PeakBytes)
{
    /// <summary>What the working set grew by, for each of so many viewers; null without viewers.</summary>
    public double? BytesPerViewer { get; init; }
}
