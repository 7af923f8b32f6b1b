using Personalize.Data;
using Personalize.Tests.Support;

namespace Personalize.Tests.Data;

/// <summary>A database of its own on the run's PostgreSQL server.</summary>
public sealed class PostgresDatabase(PostgresCluster cluster) : TestDatabase
{
    private string? _connectionString;

    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public override string ConnectionString => _connectionString ?? throw new InvalidOperationException(cluster.SkipReason);

    public override void Require() => Requires.Postgres(cluster);

    protected override async Task<bool> CreateAsync() => (_connectionString = await cluster.CreateDatabaseAsync(Cancellation)) is not null;

    // The whole server is thrown away at the end.
    protected override Task DropAsync() => Task.CompletedTask;
}
