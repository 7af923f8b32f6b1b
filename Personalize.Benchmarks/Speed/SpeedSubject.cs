namespace Personalize.Benchmarks.Speed;

/// <summary>Something whose speed can be measured by name.</summary>
/// <param name="Prepare">Reads the data and whatever else is not part of the measured work.</param>
internal sealed record SpeedSubject(string Name, Func<SpeedOptions, SpeedCase> Prepare);

/// <param name="Work">What one run does, with its size.</param>
/// <param name="Run">The measured work.</param>
/// <param name="LimitSeconds">Measures what the machine needs for the part of the work that nobody can leave out.</param>
/// <param name="Limit">Says what that part is.</param>
internal sealed record SpeedCase(string Work, Action Run, Func<double> LimitSeconds, string Limit)
{
    /// <summary>What else the runs showed; null for nothing.</summary>
    public Func<string>? Finding { get; init; }
}

/// <param name="Seconds">Of each run, in order.</param>
/// <param name="ProcessorSeconds">Median over runs, all threads; on a busy machine it says more than the clock.</param>
/// <param name="LimitSeconds">Median over as many runs, each right after a run of the work, so that both met the same machine.</param>
/// <param name="LimitProcessorSeconds">Likewise, all threads.</param>
internal sealed record SpeedResult(
    string What, string Data, string Work, int Threads, IReadOnlyList<double> Seconds, double MedianSeconds, double FastestSeconds,
    double ProcessorSeconds, long AllocatedBytes, double LimitSeconds, double LimitProcessorSeconds, string Limit)
{
    /// <summary>What else the runs showed; null for nothing.</summary>
    public string? Finding { get; init; }

    public double TimesLimit => MedianSeconds / LimitSeconds;

    public double TimesLimitOfProcessor => ProcessorSeconds / LimitProcessorSeconds;
}
