using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Data.Postgres;
using Personalize.Data.Sqlite;

namespace Personalize.Data;

/// <summary>Brings the database to the current schema.</summary>
public sealed class DatabaseSetup
{
    private readonly IDbContextFactory<PersonalizeDb> _contexts;
    private readonly TimeProvider _time;
    private readonly Durability _durability;

    internal DatabaseSetup(IDbContextFactory<PersonalizeDb> contexts, TimeProvider time, Durability durability) =>
        (_contexts, _time, _durability) = (contexts, time, durability);

    /// <summary>Applies pending migrations and writes the rows every database needs. Safe to repeat and to run twice at once.</summary>
    /// <exception cref="UnfitDatabaseException">The server does not keep what it commits, or another migration does not end.</exception>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        if (db is SqlitePersonalizeDb)
        {
            await using var alone = await SqliteMigrationLock.TakeAsync(db, cancellation);
            await ApplyPendingAsync(db, cancellation);
        }
        else
        {
            await ApplyPendingAsync(db, cancellation);
            await RequireDurabilityAsync(db, cancellation);
        }

        await WriteDecaySettingAsync(db, cancellation);
    }

    /// <summary>Looks without changing anything.</summary>
    /// <returns>Names of the migrations that are not applied yet, in order.</returns>
    /// <exception cref="UnfitDatabaseException">The server does not keep what it commits.</exception>
    public async Task<IReadOnlyList<string>> PendingMigrationsAsync(CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        if (db is not SqlitePersonalizeDb) await RequireDurabilityAsync(db, cancellation);
        return [.. await db.Database.GetPendingMigrationsAsync(cancellation)];
    }

    // Asked first, because applying compares the whole model with its snapshot even where nothing is to be done: half of a start.
    private static async Task ApplyPendingAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await db.Database.MigrateAsync(cancellation);
    }

    private Task RequireDurabilityAsync(PersonalizeDb db, CancellationToken cancellation) =>
        _durability is Durability.Required ? PostgresDurability.RequireAsync(db, cancellation) : Task.CompletedTask;

    private async Task WriteDecaySettingAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginWriteAsync(cancellation);
        if (await db.DecaySettings.AnyAsync(cancellation)) return;

        // Insert-or-nothing, because another node may be starting on the same empty database.
        var midnight = Instant.ToStored(new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "DecaySettings" ("Id", "RatePerDay", "Landmark")
            VALUES ({DecaySetting.OnlyId}, {DecaySetting.DefaultRatePerDay}, {midnight}) ON CONFLICT DO NOTHING
            """, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
