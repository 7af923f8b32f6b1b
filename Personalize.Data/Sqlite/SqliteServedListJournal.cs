using Personalize.Data.Recommendations;

namespace Personalize.Data.Sqlite;

/// <summary>Writes served lists through one connection of its own with prepared statements.</summary>
internal sealed class SqliteServedListJournal(string connectionString, SqliteWriterGate gate) : IServedListJournal, IAsyncDisposable
{
    private SqliteServedListSession? _session;

    public async Task<int> AppendAsync(ServedBatch batch, CancellationToken cancellation)
    {
        using var turn = await gate.EnterAsync(cancellation);
        _session ??= SqliteServedListSession.Open(connectionString);
        try
        {
            return _session.Append(batch);
        }
        catch
        {
            // The connection may be in any state: the next batch starts with a new one.
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
