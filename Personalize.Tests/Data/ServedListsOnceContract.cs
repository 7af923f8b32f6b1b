using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Personalize.Tests.Data;

/// <summary>The migration that keeps a list once, on a database that has served lists of before it.</summary>
public abstract class ServedListsOnceContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_of_before_keep_their_items_there_and_back()
    {
        database.Require();
        var list = ServedLists.Made(await database.AddCustomerAsync(), database.Time.GetUtcNow());
        var (first, second) = (ServedLists.Serving(list), ServedLists.Serving(list, list.MadeAt.AddMinutes(1)));
        await database.Served.AppendAsync(new([ServedLists.Shelf], [list], [first, second]), Cancellation);
        await using var db = await database.OpenAsync();
        var migrator = db.GetService<IMigrator>();
        var migrations = db.Database.GetMigrations().ToList();
        var before = migrations[migrations.FindIndex(name => name.EndsWith("_ServedListsOnce", StringComparison.Ordinal)) - 1];

        await migrator.MigrateAsync(before, Cancellation);
        Assert.Equal(2, await db.Database.SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM "ServedLists" WHERE "ModelVersion" = 7 AND "Rung" = 'FullHistory'""").SingleAsync(Cancellation));
        await migrator.MigrateAsync(targetMigration: null, Cancellation);

        var kept = await db.ServedLists.Where(served => served.CustomerId == list.CustomerId).OrderBy(served => served.ServedAt)
            .Join(db.MadeLists, served => served.ListId, made => made.Id, (served, made) => new { Served = served, Made = made }).ToListAsync(Cancellation);
        Assert.Equal([first.Id, second.Id], kept.Select(row => row.Served.Id));
        Assert.All(kept, row =>
        {
            // Before, each serving was a list of its own, and nobody wrote down what it was made of.
            Assert.Equal((row.Served.Id, row.Served.ServedAt, 7L, "FullHistory", null), (row.Made.Id, row.Made.MadeAt, row.Made.ModelVersion, row.Made.Rung, row.Made.Recipe));
            Assert.Equal(list.Items.Select(item => (item.ItemId, item.Score)), row.Made.Items.Select(item => (item.ItemId, item.Score)));
        });
    }
}

public sealed class SqliteServedListsOnceTests(SqliteDatabase database) : ServedListsOnceContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresServedListsOnceTests(PostgresDatabase database) : ServedListsOnceContract(database), IClassFixture<PostgresDatabase>;
