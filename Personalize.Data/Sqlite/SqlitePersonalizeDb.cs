using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Personalize.Data.Audit;

namespace Personalize.Data.Sqlite;

internal sealed class SqlitePersonalizeDb(DbContextOptions<SqlitePersonalizeDb> options, SqliteWriterGate gate, AuditWriter audit)
    : PersonalizeDb(options, audit)
{
    // The provider starts "read uncommitted" as a deferred transaction, which in WAL mode is a snapshot;
    // every other level would take the write lock at once.
    private protected override IsolationLevel SnapshotLevel => IsolationLevel.ReadUncommitted;

    private protected override async ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellation) =>
        await gate.EnterAsync(cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        Conventions.CheckLengths(modelBuilder);
    }
}

/// <summary>Makes contexts for <c>dotnet ef</c>; no database is opened.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePersonalizeDb>
{
    private static readonly SqliteWriterGate Gate = new();

    public SqlitePersonalizeDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePersonalizeDb>().UseSqlite("Data Source=design.db").Options, Gate, DesignTimeAudit.Writer);
}
