namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>What reading a file cost the worker process.</summary>
/// <param name="PeakBytes">Largest resident memory.</param>
public sealed record WorkerUsage(long PeakBytes, TimeSpan ProcessorTime);
