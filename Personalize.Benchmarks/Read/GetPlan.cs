namespace Personalize.Benchmarks.Read;

/// <param name="Url">Ends where the number of a user follows, or is asked for as it is.</param>
/// <param name="Rate">Requests a second on schedule over all connections; 0 for as fast as answered.</param>
internal sealed record GetPlan(Uri Url, string Key, int Users, int Connections, int Seconds, int Rate);

/// <param name="Failed">Answers other than 200.</param>
/// <param name="P50">Milliseconds, from when the request was due.</param>
/// <param name="ServerProcessorSeconds">Filled in by the process that serves.</param>
internal sealed record Gets(long Count, long Failed, double Seconds, double P50, double P99, double ServerProcessorSeconds);
