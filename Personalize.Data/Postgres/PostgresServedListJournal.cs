using Npgsql;
using NpgsqlTypes;
using Personalize.Data.Recommendations;

namespace Personalize.Data.Postgres;

/// <summary>Writes served lists with three statements over arrays.</summary>
internal sealed class PostgresServedListJournal(NpgsqlDataSource source) : IServedListJournal
{
    private const int Attempts = 4;

    // The commit does not wait for the disk; the server writes it within a fifth of a second.
    private const string QuickText = "SET LOCAL synchronous_commit TO off";

    // In one order, so that two writers do not wait for each other; keeps customers from being erased until we have committed.
    private const string PresentText = """SELECT "Id" FROM "Customers" WHERE "Id" = ANY($1) ORDER BY "Id" FOR KEY SHARE""";

    private const string ShelvesText =
        """INSERT INTO "ListShelves" ("Id", "Content") SELECT * FROM unnest($1, $2) AS row (id, content) ORDER BY id ON CONFLICT ("Id") DO NOTHING""";

    private const string MadeText =
        """
        INSERT INTO "MadeLists" ("Id", "CustomerId", "MadeAt", "ModelVersion", "Rung", "Items", "Recipe", "ShelfId")
        SELECT id, customer, made, version, rung, items::jsonb, recipe, shelf
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS row (id, customer, made, version, rung, items, recipe, shelf) ON CONFLICT ("Id") DO NOTHING
        """;

    private const string ServedText =
        """
        INSERT INTO "ServedLists" ("Id", "CustomerId", "ServedAt", "Source", "ListId")
        SELECT * FROM unnest($1, $2, $3, $4, $5) AS row (id, customer, served, source, list) ON CONFLICT ("Id") DO NOTHING
        """;

    public async Task<int> AppendAsync(ServedBatch batch, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AppendOnceAsync(batch, cancellation);
            }
            catch (PostgresException problem) when (
                problem.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation && attempt < Attempts)
            {
                // A shelf may be erased, because its last list was, just when we need it again. All is rolled back: again.
            }
        }
    }

    private async Task<int> AppendOnceAsync(ServedBatch batch, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var quick = new NpgsqlCommand(QuickText, connection)) await quick.ExecuteNonQueryAsync(cancellation);
        var present = await PresentAsync(connection, batch, cancellation);
        MadeList[] made = [.. batch.Made.Where(list => present.Contains(list.CustomerId))];
        ServedList[] served = [.. batch.Served.Where(list => present.Contains(list.CustomerId))];
        await using var shelvesCommand = new NpgsqlCommand(ShelvesText, connection);
        await using var madeCommand = new NpgsqlCommand(MadeText, connection);
        await using var servedCommand = new NpgsqlCommand(ServedText, connection);
        if (made.Length > 0)
        {
            await RunAsync(shelvesCommand, ColumnsOf([.. batch.Shelves]), cancellation);
            await RunAsync(madeCommand, ColumnsOf(made), cancellation);
        }

        var stored = served.Length > 0 ? await RunAsync(servedCommand, ColumnsOf(served), cancellation) : 0;
        await transaction.CommitAsync(cancellation);
        return batch.Served.Count - stored;
    }

    private static async Task<HashSet<int>> PresentAsync(NpgsqlConnection connection, ServedBatch batch, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PresentText, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]>
        {
            TypedValue = [.. batch.Made.Select(list => list.CustomerId).Concat(batch.Served.Select(served => served.CustomerId)).Distinct()],
        });
        HashSet<int> present = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) present.Add(reader.GetInt32(0));
        return present;
    }

    private static async Task<int> RunAsync(NpgsqlCommand command, NpgsqlParameter[] columns, CancellationToken cancellation)
    {
        command.Parameters.AddRange(columns);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter[] ColumnsOf(ListShelf[] rows) =>
        [Column(NpgsqlDbType.Uuid, rows, row => row.Id), Column(NpgsqlDbType.Bytea, rows, row => row.Content)];

    private static NpgsqlParameter[] ColumnsOf(MadeList[] rows) =>
    [
        Column(NpgsqlDbType.Uuid, rows, row => row.Id),
        Column(NpgsqlDbType.Integer, rows, row => row.CustomerId),
        Column(NpgsqlDbType.TimestampTz, rows, row => Instant.ToStored(row.MadeAt)),
        Column(NpgsqlDbType.Bigint, rows, row => row.ModelVersion),
        Column(NpgsqlDbType.Text, rows, row => row.Rung),
        Column(NpgsqlDbType.Text, rows, row => ServedItems.ToJson(row.Items)),
        Column(NpgsqlDbType.Bytea, rows, row => row.Recipe),
        Column(NpgsqlDbType.Uuid, rows, row => row.ShelfId),
    ];

    private static NpgsqlParameter[] ColumnsOf(ServedList[] rows) =>
    [
        Column(NpgsqlDbType.Uuid, rows, row => row.Id),
        Column(NpgsqlDbType.Integer, rows, row => row.CustomerId),
        Column(NpgsqlDbType.TimestampTz, rows, row => Instant.ToStored(row.ServedAt)),
        Column(NpgsqlDbType.Text, rows, row => row.Source),
        Column(NpgsqlDbType.Uuid, rows, row => row.ListId),
    ];

    private static NpgsqlParameter<T[]> Column<TRow, T>(NpgsqlDbType type, TRow[] rows, Func<TRow, T> value) =>
        new() { TypedValue = Array.ConvertAll(rows, row => value(row)), NpgsqlDbType = NpgsqlDbType.Array | type };
}
