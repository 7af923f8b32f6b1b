using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Postgres;
using Personalize.Data.Sqlite;
using Personalize.Tests.Data.Audit;

namespace Personalize.Tests.Data;

/// <summary>Migrations and the rows every database needs.</summary>
public abstract class DatabaseSetupContract(TestDatabase database)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_say_all_that_the_model_says()
    {
        database.Require();
        await using var db = await database.OpenAsync();
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: run Personalize.Data/add-migration.sh NAME");
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancellation));
    }

    [Fact]
    public async Task Landmark_is_midnight_of_the_first_start_and_stays()
    {
        database.Require();
        var midnight = new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);
        database.Time.Advance(TimeSpan.FromDays(3));

        await database.Services.GetRequiredService<DatabaseSetup>().MigrateAsync(Cancellation);

        await using var db = await database.OpenAsync();
        var setting = Assert.Single(await db.DecaySettings.ToListAsync(Cancellation));
        Assert.Equal((DecaySetting.DefaultRatePerDay, midnight), (setting.RatePerDay, setting.Landmark));
    }

    [Fact]
    public async Task Saving_past_the_queue_of_writers_is_refused()
    {
        database.Require();
        await using var db = await database.OpenAsync();

        Assert.Throws<NotSupportedException>(() => db.SaveChanges());
    }

    [Fact]
    public async Task Several_processes_may_migrate_at_once()
    {
        database.Require();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var process = database.Build();
            await process.GetRequiredService<DatabaseSetup>().MigrateAsync(Cancellation);
        })));

        await using var db = await database.OpenAsync();
        Assert.Equal(1, await db.DecaySettings.CountAsync(Cancellation));
    }
}

public sealed class SqliteDatabaseSetupTests(SqliteDatabase database)
    : DatabaseSetupContract(database), IClassFixture<SqliteDatabase>
{
    [Fact(Timeout = 60_000)]
    public async Task A_lock_file_that_cannot_be_made_fails_at_once_and_blames_nobody()
    {
        // Ten characters more, ".migrating", are no file name any more.
        var path = Path.Combine(Path.GetTempPath(), new string('n', 250));
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(database.Time)
            .AddPlainSeal()
            .AddPersonalizeData(DatabaseKind.Sqlite, $"Data Source={path}", Durability.Relaxed)
            .BuildServiceProvider();

        await Assert.ThrowsAnyAsync<IOException>(
            () => services.GetRequiredService<DatabaseSetup>().MigrateAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lock_left_by_a_killed_migration_does_not_block_the_next()
    {
        await using (var db = await database.OpenAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-03-01 00:00:00')""", Cancellation);
        }

        await database.Services.GetRequiredService<DatabaseSetup>().MigrateAsync(Cancellation);

        await using var after = await database.OpenAsync();
        Assert.Equal(0, await after.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM "__EFMigrationsLock" """).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Connections_have_the_settings_that_our_promises_rest_on()
    {
        await using var db = await database.OpenAsync();
        var settings = await db.Database
            .SqlQuery<string>(
                $"""
                SELECT journal_mode || ' ' || synchronous || ' ' || foreign_keys || ' ' || timeout AS "Value"
                FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_busy_timeout
                """)
            .SingleAsync(Cancellation);

        const int Full = 2;
        Assert.Equal($"wal {Full} 1 10000", settings);
    }

    [Fact]
    public void Both_databases_have_the_same_migrations()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var postgres = new PostgresDesignTime().CreateDbContext([]);

        Assert.Equal(NamesOf(sqlite), NamesOf(postgres));
        Assert.NotEmpty(NamesOf(sqlite));

        static string[] NamesOf(PersonalizeDb db) => [.. db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..])];
    }
}

public sealed class PostgresDatabaseSetupTests(PostgresDatabase database)
    : DatabaseSetupContract(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Server_that_may_forget_commits_is_refused_by_the_name_of_its_setting()
    {
        database.Require();
        await using var services = new ServiceCollection()
            .AddPlainSeal()
            .AddPersonalizeData(DatabaseKind.Postgres, database.ConnectionString)
            .BuildServiceProvider();

        var problem = await Assert.ThrowsAsync<UnfitDatabaseException>(
            () => services.GetRequiredService<DatabaseSetup>().MigrateAsync(Cancellation));

        var looked = await Assert.ThrowsAsync<UnfitDatabaseException>(
            () => services.GetRequiredService<DatabaseSetup>().PendingMigrationsAsync(Cancellation));
        Assert.All([problem, looked], refused => Assert.Contains("fsync = off", refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activities_carry_the_transaction_that_wrote_them()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        NewActivity[] pair = [Kill.AppendingVictim.Activity(Guid.CreateVersion7(), customer), Kill.AppendingVictim.Activity(Guid.CreateVersion7(), customer)];
        await database.Journal.AppendAsync(pair, Cancellation);
        await database.Journal.AppendAsync([Kill.AppendingVictim.Activity(Guid.CreateVersion7(), customer)], Cancellation);

        await using var db = await database.OpenAsync();
        var transactions = await db.Activities.OrderBy(activity => activity.Sequence)
            .Select(activity => EF.Property<ulong>(activity, PostgresPersonalizeDb.Xid)).ToListAsync(Cancellation);

        Assert.Equal(transactions[0], transactions[1]);
        Assert.True(transactions[2] > transactions[1]);
    }
}
