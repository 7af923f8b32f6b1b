using Microsoft.Data.Sqlite;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;
using SQLitePCL;

namespace Personalize.Data.Sqlite;

/// <summary>An open connection with the journal's statements prepared. Used by one thread at a time.</summary>
internal sealed class SqliteJournalSession : IAsyncDisposable
{
    // Not "insert or ignore": that would also swallow a broken check. Only a known id is to be passed over.
    private const string InsertText =
        """
        INSERT INTO "Activities" ("ActivityId", "CustomerId", "ItemId", "Kind", "Value", "Text", "OccurredAt", "RecordedAt", "Source", "Partition", "RecommendationId")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT ("ActivityId") DO NOTHING
        """;

    private const string GrowText =
        """
        UPDATE "Customers" SET "EngagementMass" = "EngagementMass" + $1, "ActivityCount" = "ActivityCount" + $2,
            "LastActivityAt" = max(coalesce("LastActivityAt", $3), $3)
        WHERE "Id" = $4 AND "DeletedAt" IS NULL
        """;

    private static readonly string[] KindNames = Enum.GetNames<ActivityKind>();

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _grow;
    private readonly Dictionary<int, CustomerGrowth> _growth = [];

    private SqliteJournalSession(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteCommand(InsertText, connection).Prepared(parameters: 11);
        _grow = new SqliteCommand(GrowText, connection).Prepared(parameters: 4);
    }

    public static SqliteJournalSession Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            SqlitePragmas.ApplyForWriter(connection);
            return new SqliteJournalSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long[] Append(IReadOnlyList<NewActivity> batch)
    {
        _growth.Clear();
        var sequences = new long[batch.Count];
        using var transaction = _connection.BeginTransaction();
        (_insert.Transaction, _grow.Transaction) = (transaction, transaction);
        for (var index = 0; index < sequences.Length; index++) sequences[index] = Insert(batch[index]);
        foreach (var (customerId, growth) in _growth) Grow(customerId, growth);
        transaction.Commit();
        return sequences;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _grow.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private long Insert(NewActivity activity)
    {
        var values = _insert.Parameters;
        values[0].Value = activity.ActivityId;
        values[1].Value = activity.CustomerId;
        values[2].Value = activity.ItemId ?? (object)DBNull.Value;
        values[3].Value = KindNames[(int)activity.Kind];
        values[4].Value = activity.Value;
        values[5].Value = activity.Text ?? (object)DBNull.Value;
        values[6].Value = Instant.ToStored(activity.OccurredAt);
        values[7].Value = Instant.ToStored(activity.RecordedAt);
        values[8].Value = activity.Source;
        values[9].Value = activity.CustomerId % Activity.Partitions;
        values[10].Value = activity.RecommendationId ?? (object)DBNull.Value;
        if (_insert.ExecuteNonQuery() == 0) return 0;

        JournalBatch.Add(_growth, activity);
        return raw.sqlite3_last_insert_rowid(_connection.Handle);
    }

    private void Grow(int customerId, CustomerGrowth growth)
    {
        var values = _grow.Parameters;
        values[0].Value = growth.EngagementMass;
        values[1].Value = growth.Count;
        values[2].Value = growth.LastActivityAt;
        values[3].Value = customerId;
        if (_grow.ExecuteNonQuery() == 0) throw JournalBatch.NoSuchCustomer(customerId);
    }
}
