using Npgsql;
using NpgsqlTypes;
using Personalize.Data.Activities;

namespace Personalize.Data.Postgres;

/// <summary>
/// Appends a batch with one statement over arrays. COPY cannot skip duplicates, so it would need a temporary table, and
/// making one per batch bloats the server's catalogue; here everything is one statement that leaves nothing behind.
/// </summary>
internal sealed class PostgresJournal(NpgsqlDataSource source) : IActivityJournal
{
    private const int Attempts = 4;

    // Classes of SQLSTATE: the fault lies in the activities, so sending them again would not help.
    private const string BrokenConstraint = "23";
    private const string UnstorableValue = "22";

    // Customers are locked first and in one order, so that two writers wait for each other instead of deadlocking;
    // the lock also keeps a deletion out until we have committed.
    private const string LockText =
        """
        SELECT "Id" FROM "Customers" WHERE "Id" = ANY($1) AND "DeletedAt" IS NULL ORDER BY "Id" FOR NO KEY UPDATE
        """;

    private const string AppendText =
        """
        WITH incoming AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            WITH ORDINALITY AS row (id, customer, item, kind, value, text, occurred, recorded, source, partition, list, mass, place)
        ), stored AS (
            INSERT INTO "Activities" ("ActivityId", "CustomerId", "ItemId", "Kind", "Value", "Text", "OccurredAt", "RecordedAt", "Source", "Partition", "RecommendationId")
            SELECT id, customer, item, kind, value, text, occurred, recorded, source, partition, list FROM incoming ORDER BY place
            ON CONFLICT ("ActivityId") DO NOTHING RETURNING "Sequence", "ActivityId"
        ), growth AS (
            SELECT customer, sum(mass) AS mass, count(*) AS count, max(occurred) AS last
            FROM stored JOIN incoming ON id = "ActivityId" GROUP BY customer
        ), grown AS (
            UPDATE "Customers" SET "EngagementMass" = "EngagementMass" + growth.mass,
                "ActivityCount" = "ActivityCount" + growth.count, "LastActivityAt" = greatest("LastActivityAt", growth.last)
            FROM growth WHERE "Id" = growth.customer
        )
        SELECT "ActivityId", "Sequence" FROM stored
        """;

    public async Task<IReadOnlyList<long>> AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return [];
        JournalBatch.Check(batch);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AppendOnceAsync(batch, cancellation);
            }
            catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                // Two writers can still meet over activity ids that somebody gave to several customers. All is rolled back: again.
            }
            catch (PostgresException problem) when (
                problem.SqlState.StartsWith(BrokenConstraint, StringComparison.Ordinal)
                || problem.SqlState.StartsWith(UnstorableValue, StringComparison.Ordinal))
            {
                throw new JournalRejectedException($"{problem.MessageText}; nothing of the batch was stored.", problem);
            }
        }
    }

    private async Task<long[]> AppendOnceAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var missing = await LockCustomersAsync(connection, batch, cancellation);

        // A known id is a duplicate whatever became of its customer; only a new one needs a living customer.
        NewActivity[] distinct = [.. batch.DistinctBy(activity => activity.ActivityId)];
        var sequences = await InsertAsync(connection, distinct, missing, cancellation);
        await transaction.CommitAsync(cancellation);

        // Taking each sequence out leaves nothing, hence 0, for a repetition within the batch.
        var results = new long[batch.Count];
        for (var index = 0; index < results.Length; index++)
            if (sequences.Remove(batch[index].ActivityId, out var sequence)) results[index] = sequence;
        return results;
    }

    /// <returns>Customers that do not exist or are deleted.</returns>
    private static async Task<HashSet<int>> LockCustomersAsync(
        NpgsqlConnection connection, IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
    {
        HashSet<int> customers = [.. batch.Select(activity => activity.CustomerId)];
        await using var command = new NpgsqlCommand(LockText, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. customers] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) customers.Remove(reader.GetInt32(0));
        return customers;
    }

    private static async Task<Dictionary<Guid, long>> InsertAsync(
        NpgsqlConnection connection, NewActivity[] rows, HashSet<int> missing, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AppendText, connection);
        Bind(command, rows);
        var sequences = new Dictionary<Guid, long>(rows.Length);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation)) sequences.Add(reader.GetGuid(0), reader.GetInt64(1));

        if (missing.Count == 0) return sequences;
        foreach (var row in rows)
            if (missing.Contains(row.CustomerId) && sequences.ContainsKey(row.ActivityId)) throw JournalBatch.NoSuchCustomer(row.CustomerId);
        return sequences;
    }

    private static void Bind(NpgsqlCommand command, NewActivity[] rows)
    {
        Add(NpgsqlDbType.Uuid, row => row.ActivityId);
        Add(NpgsqlDbType.Integer, row => row.CustomerId);
        Add(NpgsqlDbType.Integer, row => row.ItemId);
        Add(NpgsqlDbType.Text, row => row.Kind.ToString());
        Add(NpgsqlDbType.Double, row => row.Value);
        Add(NpgsqlDbType.Text, row => row.Text);
        Add(NpgsqlDbType.TimestampTz, row => Instant.ToStored(row.OccurredAt));
        Add(NpgsqlDbType.TimestampTz, row => Instant.ToStored(row.RecordedAt));
        Add(NpgsqlDbType.Text, row => row.Source);
        Add(NpgsqlDbType.Smallint, row => (short)(row.CustomerId % Activity.Partitions));
        Add(NpgsqlDbType.Uuid, row => row.RecommendationId);
        Add(NpgsqlDbType.Double, row => row.EngagementMass);

        void Add<T>(NpgsqlDbType type, Func<NewActivity, T> column) => command.Parameters.Add(
            new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(rows, row => column(row)), NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
