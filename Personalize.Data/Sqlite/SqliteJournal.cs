using Microsoft.Data.Sqlite;
using Personalize.Data.Activities;
using SQLitePCL;

namespace Personalize.Data.Sqlite;

/// <summary>Appends through one connection of its own with prepared statements, because it is the one write that every activity waits for.</summary>
internal sealed class SqliteJournal(string connectionString, SqliteWriterGate gate) : IActivityJournal, IAsyncDisposable
{
    private SqliteJournalSession? _session;

    public async Task<IReadOnlyList<long>> AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return [];
        JournalBatch.Check(batch);
        using var turn = await gate.EnterAsync(cancellation);
        _session ??= SqliteJournalSession.Open(connectionString);
        try
        {
            return _session.Append(batch);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            throw new JournalRejectedException($"{problem.Message} Nothing of the batch was stored.", problem);
        }
        catch (Exception problem) when (problem is not JournalRejectedException)
        {
            // The connection may be in any state (disk full, file replaced): the next batch starts with a new one.
            await _session.DisposeAsync();
            _session = null;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _session = null;
    }
}
