using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Personalize.Web.Health.Figures;

/// <param name="Text">With placeholders in place of all values.</param>
public sealed record SlowStatement(DateTimeOffset At, TimeSpan Took, string Text);

/// <summary>The newest statements that took long, on any database: what the database itself would say needs an extension of it.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class SlowStatements(TimeProvider time) : DbCommandInterceptor
{
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);
    private const int Kept = 20;
    private const int LongestText = 400;

    private readonly Lock _gate = new();
    private readonly Queue<SlowStatement> _newest = new(Kept);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SlowStatement> Newest
    {
        get
        {
            lock (_gate) return [.. _newest.Reverse()];
        }
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Look(command, eventData.Duration);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuted(command, eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Look(command, eventData.Duration);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        new(ScalarExecuted(command, eventData, result));

    // With the reading of its rows: SQLite finds them only then.
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Look(command, eventData.Duration);
        return result;
    }

    internal void Look(DbCommand command, TimeSpan took)
    {
        if (took < Slow)
            return;
        var text = string.Join(' ', command.CommandText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var statement = new SlowStatement(time.GetUtcNow(), took, text.Length <= LongestText ? text : text[..LongestText] + "…");
        lock (_gate)
        {
            if (_newest.Count == Kept)
                _newest.Dequeue();
            _newest.Enqueue(statement);
        }
    }
}
