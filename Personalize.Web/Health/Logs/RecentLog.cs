namespace Personalize.Web.Health.Logs;

/// <summary>
/// The newest lines of the log, kept in memory for the Health page. Of our own classes as they were logged, which never name a
/// customer; of others the template alone, since nobody promised what they fill in.
/// </summary>
/// <threadsafety>Safe.</threadsafety>
[ProviderAlias("Recent")]
internal sealed class RecentLog(TimeProvider time) : ILoggerProvider
{
    /// <summary>Some 200 bytes each.</summary>
    public const int Kept = 500;

    private const int LongestText = 500;
    private const string OurOwn = "Personalize.";
    private const string Template = "{OriginalFormat}";

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new(Kept);
    private long _number;

    /// <summary>Changes when a line comes.</summary>
    public long Newest => Interlocked.Read(ref _number);

    /// <returns>Newest first, at least as grave as asked.</returns>
    public IReadOnlyList<LogLine> Read(LogLevel least, int most)
    {
        lock (_gate) return [.. _lines.Reverse().Where(line => line.Level >= least).Take(most)];
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogLevel level, string source, string text, Exception? fault)
    {
        lock (_gate)
        {
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(new LogLine(
                Interlocked.Increment(ref _number), time.GetUtcNow(), level, source,
                text.Length <= LongestText ? text : text[..LongestText] + "…", fault?.GetBaseException().GetType().Name));
        }
    }

    private sealed class Writer(RecentLog log, string category) : ILogger
    {
        private readonly bool _isOurs = category.StartsWith(OurOwn, StringComparison.Ordinal);
        private readonly string _source = category[(category.LastIndexOf('.') + 1)..];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Add(logLevel, _source, _isOurs ? formatter(state, exception) : TemplateOf(state), exception);
        }

        private static string TemplateOf<TState>(TState state) =>
            (state as IReadOnlyList<KeyValuePair<string, object?>>)?.FirstOrDefault(value => value.Key == Template).Value as string ?? "(no text)";
    }
}
