using System.Data;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Data.Live;
using Personalize.Data.Models;
using Personalize.Data.Recommendations;

namespace Personalize.Data;

/// <summary>All tables. One short-lived context per operation, from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class PersonalizeDb(DbContextOptions options, AuditWriter audit) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Item> Items => Set<Item>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<DecaySetting> DecaySettings => Set<DecaySetting>();
    public DbSet<MadeList> MadeLists => Set<MadeList>();
    public DbSet<LiveLimits> LiveLimits => Set<LiveLimits>();
    public DbSet<ServedList> ServedLists => Set<ServedList>();
    public DbSet<ListShelf> ListShelves => Set<ListShelf>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportRejection> ImportRejections => Set<ImportRejection>();
    public DbSet<ImportReasonCount> ImportReasonCounts => Set<ImportReasonCount>();
    public DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<SubjectKey> SubjectKeys => Set<SubjectKey>();

    /// <summary>Who changes what is saved by this context; without one, saving changes of audited rows is refused.</summary>
    public Actor? Actor { get; set; }

    public AuditDetail AuditDetail { get; set; }

    /// <summary>The entry that the changes of this context take back.</summary>
    internal long? Undoes { get; set; }

    /// <summary>Level at which all reads of one transaction see the same instant without blocking writers.</summary>
    private protected abstract IsolationLevel SnapshotLevel { get; }

    /// <summary>Starts a transaction whose reads all see one instant. Never write in it.</summary>
    public async Task<SnapshotTransaction> BeginSnapshotAsync(CancellationToken cancellation) =>
        new(await Database.BeginTransactionAsync(SnapshotLevel, cancellation));

    /// <summary>Starts a transaction that may write. Where the database has a single writer, waits for its turn first.</summary>
    /// <remarks>Dispose without committing to roll back. Keep it short: on SQLite everybody else waits.</remarks>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        var turn = await TakeTurnAsync(cancellation);
        try
        {
            return new WriteTransaction(await Database.BeginTransactionAsync(cancellation), turn);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    /// <exception cref="NotSupportedException">Always: it would pass by the queue of writers.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException($"Saving waits for its turn as the writer. Call {nameof(SaveChangesAsync)}.");

    /// <summary>Adds entries to the audit trail, for what no save tells: bulk statements, and things that are no rows.</summary>
    /// <remarks>Inside a transaction call it last, because everybody else who writes entries waits until it ends.</remarks>
    /// <exception cref="InvalidOperationException">The context holds changes that are not saved; they would be stored without an entry.</exception>
    public async Task NoteAsync(IReadOnlyList<AuditNote> notes, CancellationToken cancellation)
    {
        if (notes.Count == 0) return;
        if (AuditCapture.Of(this) is [var pending, ..])
            throw new InvalidOperationException($"'{pending}' is not saved yet. Call {nameof(SaveChangesAsync)} before {nameof(NoteAsync)}.");
        await using var transaction = await BeginUnlessBegunAsync(cancellation);
        await audit.AppendAsync(this, RequireActor(notes[0].Action), notes, cancellation);
        if (transaction is not null) await transaction.CommitAsync(cancellation);
    }

    /// <exception cref="InvalidOperationException">Audited rows have changed, and nobody is said to have done it.</exception>
    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var captured = AuditCapture.Of(this);
        if (captured.Count == 0)
        {
            // An open transaction has had its turn already; asking twice would wait for itself.
            using var turn = Database.CurrentTransaction is null ? await TakeTurnAsync(cancellationToken) : null;
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var actor = RequireActor(captured[0].ToString());
        await using var transaction = await BeginUnlessBegunAsync(cancellationToken);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellationToken);
        await audit.AppendAsync(this, actor, AuditCapture.Notes(captured, AuditDetail, Undoes), cancellationToken);

        // All is written: whoever leaves now is too late, and gets what they asked for.
        if (transaction is not null) await transaction.CommitAsync(CancellationToken.None);
        return saved;
    }

    /// <summary>Makes this transaction the only one that appends to the audit trail, until it ends.</summary>
    internal virtual Task LockAuditAsync(CancellationToken cancellation) => Task.CompletedTask;

    internal async Task StoreAuditAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation)
    {
        AuditEntries.AddRange(entries);
        await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellation);
        foreach (var entry in entries) Entry(entry).State = EntityState.Detached;
    }

    /// <returns>Null where the database itself orders its writers.</returns>
    private protected abstract ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellation);

    private async Task<WriteTransaction?> BeginUnlessBegunAsync(CancellationToken cancellation) =>
        Database.CurrentTransaction is null ? await BeginWriteAsync(cancellation) : null;

    private Actor RequireActor(string action) => Actor ?? throw new InvalidOperationException(
        $"'{action}' is written down with whoever does it, and nobody is named. Open the context with OpenAsync(actor, …).");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PersonalizeDb).Assembly);
}
