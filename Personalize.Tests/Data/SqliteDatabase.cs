using Microsoft.Data.Sqlite;
using Personalize.Data;

namespace Personalize.Tests.Data;

/// <summary>A database file in a folder of its own.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalize-");

    public override DatabaseKind Kind => DatabaseKind.Sqlite;
    public override string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "test.db")}";

    protected override Task<bool> CreateAsync() => Task.FromResult(true);

    protected override Task DropAsync()
    {
        // Pooled connections keep a deleted file alive.
        using (var connection = new SqliteConnection(ConnectionString)) SqliteConnection.ClearPool(connection);
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
