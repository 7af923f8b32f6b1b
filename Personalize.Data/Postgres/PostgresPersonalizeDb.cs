using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Data.Postgres;

internal sealed class PostgresPersonalizeDb(DbContextOptions<PostgresPersonalizeDb> options, AuditWriter audit)
    : PersonalizeDb(options, audit)
{
    /// <summary>Shadow column of <see cref="Activity"/>: the transaction that wrote the row.</summary>
    public const string Xid = nameof(Xid);

    /// <summary>Compares bytes, as SQLite does; a server's language would order and sometimes equate keys differently.</summary>
    private const string Ordinal = "C";

    /// <summary>Number of the lock that is held while appending to the audit trail; any number that nothing else uses.</summary>
    private const long AuditLock = 0x5045_5253_4155_4454;

    private protected override IsolationLevel SnapshotLevel => IsolationLevel.RepeatableRead;

    private protected override ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellation) => new((IDisposable?)null);

    internal override Task LockAuditAsync(CancellationToken cancellation) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AuditLock})", cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Customer>().Property(customer => customer.CustomerId).UseCollation(Ordinal);

        // Leaves room in each page for the new version of a row, which every activity of its customer writes.
        modelBuilder.Entity<Customer>().HasStorageParameter("fillfactor", 80);
        modelBuilder.Entity<Item>().Property(item => item.Sku).UseCollation(Ordinal);

        // Sequences are given before commits, so "after the highest I saw" misses rows that commit late.
        // Readers of the journal page by (Xid, Sequence) below pg_snapshot_xmin instead.
        modelBuilder.Entity<Activity>(activity =>
        {
            activity.Property<ulong>(Xid).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
            activity.HasIndex(Xid, nameof(Activity.Sequence));
        });
    }
}

/// <summary>Makes contexts for <c>dotnet ef</c>; no database is opened.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresPersonalizeDb>
{
    public PostgresPersonalizeDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresPersonalizeDb>().UseNpgsql("Host=design").Options, DesignTimeAudit.Writer);
}
