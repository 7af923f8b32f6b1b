using Microsoft.Data.Sqlite;
using Personalize.Data.Recommendations;

namespace Personalize.Data.Sqlite;

/// <summary>An open connection with the statements for served lists prepared. Used by one thread at a time.</summary>
internal sealed class SqliteServedListSession : IAsyncDisposable
{
    // The next commit of the activities' journal brings to the disk what this one has written.
    private const string Quick = "PRAGMA synchronous=NORMAL;";

    private const string ShelfText = """INSERT INTO "ListShelves" ("Id", "Content") VALUES ($1, $2) ON CONFLICT ("Id") DO NOTHING""";

    // A customer may be erased between the serving and the writing; that must not cost the others their lists.
    private const string MadeText =
        """
        INSERT INTO "MadeLists" ("Id", "CustomerId", "MadeAt", "ModelVersion", "Rung", "Items", "Recipe", "ShelfId")
        SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE EXISTS (SELECT 1 FROM "Customers" WHERE "Id" = $2) ON CONFLICT ("Id") DO NOTHING
        """;

    private const string ServedText =
        """
        INSERT INTO "ServedLists" ("Id", "CustomerId", "ServedAt", "Source", "ListId")
        SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM "Customers" WHERE "Id" = $2) ON CONFLICT ("Id") DO NOTHING
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _shelf;
    private readonly SqliteCommand _made;
    private readonly SqliteCommand _served;

    private SqliteServedListSession(SqliteConnection connection)
    {
        _connection = connection;
        _shelf = new SqliteCommand(ShelfText, connection).Prepared(parameters: 2);
        _made = new SqliteCommand(MadeText, connection).Prepared(parameters: 8);
        _served = new SqliteCommand(ServedText, connection).Prepared(parameters: 5);
    }

    public static SqliteServedListSession Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            SqlitePragmas.ApplyForWriter(connection);
            using var quick = connection.CreateCommand();
            quick.CommandText = Quick;
            quick.ExecuteNonQuery();
            return new SqliteServedListSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <returns>Servings that were passed over.</returns>
    public int Append(ServedBatch batch)
    {
        using var transaction = _connection.BeginTransaction();
        (_shelf.Transaction, _made.Transaction, _served.Transaction) = (transaction, transaction, transaction);
        foreach (var shelf in batch.Shelves) _shelf.Run(shelf.Id, shelf.Content);
        foreach (var list in batch.Made) Insert(list);
        var stored = 0;
        foreach (var served in batch.Served)
            stored += _served.Run(served.Id, served.CustomerId, Instant.ToStored(served.ServedAt), served.Source, served.ListId);
        transaction.Commit();
        return batch.Served.Count - stored;
    }

    public async ValueTask DisposeAsync()
    {
        await _shelf.DisposeAsync();
        await _made.DisposeAsync();
        await _served.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Insert(MadeList list) => _made.Run(
        list.Id, list.CustomerId, Instant.ToStored(list.MadeAt), list.ModelVersion, list.Rung, ServedItems.ToJson(list.Items), list.Recipe, list.ShelfId);
}
