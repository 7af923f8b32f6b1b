using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Personalize.Data;
using Personalize.Data.Activities;

namespace Personalize.Benchmarks.Journal;

/// <summary>A table of the same columns with nothing to keep right, written as fast as the driver does: the raw rate of group commits.</summary>
internal abstract class BareTable : IAsyncDisposable
{
    private const string Table =
        "CREATE TABLE bare (activity_id text, customer_id int, item_id int, kind text, value double precision, text text, occurred_at timestamp, recorded_at timestamp, source text)";

    public static BareTable For(DatabaseKind kind, string connection) =>
        kind == DatabaseKind.Sqlite ? new SqliteTable(connection) : new PostgresTable(connection);

    public abstract Task CreateAsync(CancellationToken cancellation);

    public abstract Task AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    private sealed class SqliteTable(string text) : BareTable
    {
        private readonly SqliteConnection _connection = new(text);
        private readonly SqliteCommand _insert = new("INSERT INTO bare VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

        public override async Task CreateAsync(CancellationToken cancellation)
        {
            await _connection.OpenAsync(cancellation);
            await using var create = new SqliteCommand("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + Table, _connection);
            await create.ExecuteNonQueryAsync(cancellation);
            _insert.Connection = _connection;
            for (var number = 1; number <= 9; number++)
                _insert.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${number}"), DBNull.Value);
        }

        public override async Task AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
        {
            await using var transaction = (SqliteTransaction)await _connection.BeginTransactionAsync(cancellation);
            _insert.Transaction = transaction;
            foreach (var activity in batch)
            {
                object?[] row = Row(activity);
                for (var at = 0; at < row.Length; at++) _insert.Parameters[at].Value = row[at] ?? DBNull.Value;
                await _insert.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        public override async ValueTask DisposeAsync()
        {
            await _insert.DisposeAsync();
            await _connection.DisposeAsync();
        }
    }

    private sealed class PostgresTable(string text) : BareTable
    {
        private readonly NpgsqlConnection _connection = new(text);

        public override async Task CreateAsync(CancellationToken cancellation)
        {
            await _connection.OpenAsync(cancellation);
            await using var create = new NpgsqlCommand("DROP TABLE IF EXISTS bare;" + Table, _connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }

        public override async Task AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
        {
            await using var copy = await _connection.BeginBinaryImportAsync("COPY bare FROM STDIN (FORMAT binary)", cancellation);
            NpgsqlDbType[] types =
            [
                NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Double,
                NpgsqlDbType.Text, NpgsqlDbType.Timestamp, NpgsqlDbType.Timestamp, NpgsqlDbType.Text,
            ];
            foreach (var activity in batch)
            {
                await copy.StartRowAsync(cancellation);
                var row = Row(activity);
                for (var at = 0; at < row.Length; at++)
                {
                    if (row[at] is { } value) await copy.WriteAsync(value, types[at], cancellation);
                    else await copy.WriteNullAsync(cancellation);
                }
            }

            await copy.CompleteAsync(cancellation);
        }

        public override ValueTask DisposeAsync() => _connection.DisposeAsync();
    }

    private static object?[] Row(NewActivity activity) =>
    [
        activity.ActivityId.ToString(), activity.CustomerId, activity.ItemId, activity.Kind.ToString(), activity.Value, activity.Text,
        DateTime.SpecifyKind(activity.OccurredAt.UtcDateTime, DateTimeKind.Unspecified),
        DateTime.SpecifyKind(activity.RecordedAt.UtcDateTime, DateTimeKind.Unspecified), activity.Source,
    ];
}
