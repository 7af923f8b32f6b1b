using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Imports;

namespace Personalize.Tests.Data;

/// <summary>What is kept of imports, and how files' keys become ids.</summary>
public abstract class ImportStoreContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImportStore Store => database.Services.GetRequiredService<ImportStore>();
    private EntityLookup Lookup => database.Services.GetRequiredService<EntityLookup>();

    [Fact]
    public async Task Import_reads_back_as_it_was_updated()
    {
        database.Require();
        var import = await BeginAsync();
        (import.State, import.RowsRead, import.Created, import.FailureCode) = (ImportState.Failed, 541_909, 3, "file_bomb");
        import.StartedAt = database.Time.GetUtcNow();

        await Store.UpdateAsync(import, Cancellation);

        var read = (await Store.FindAsync(import.Id, Cancellation))!;
        Assert.Equal((ImportState.Failed, 541_909L, 3L, "file_bomb"), (read.State, read.RowsRead, read.Created, read.FailureCode));
        Assert.Equal((import.CreatedAt, import.StartedAt), (read.CreatedAt, read.StartedAt));
        Assert.Null(read.FinishedAt);
    }

    [Fact]
    public async Task Only_a_succeeded_import_counts_as_the_same_content()
    {
        database.Require();
        var import = await BeginAsync();
        Assert.Null(await Store.FindSucceededAsync(import.ContentHash, Cancellation));

        import.State = ImportState.Succeeded;
        await Store.UpdateAsync(import, Cancellation);

        Assert.Equal(import.Id, (await Store.FindSucceededAsync(import.ContentHash, Cancellation))?.Id);
    }

    [Fact]
    public async Task Recent_imports_come_newest_first()
    {
        database.Require();
        database.Time.Advance(TimeSpan.FromSeconds(1)); // past the imports of other tests
        var first = await BeginAsync();
        database.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await BeginAsync();

        var recent = await Store.RecentAsync(2, Cancellation);

        Assert.Equal([second.Id, first.Id], recent.Select(import => import.Id));
    }

    [Fact]
    public async Task Rejections_are_all_counted_and_the_first_thousand_kept()
    {
        database.Require();
        var import = await BeginAsync();
        var other = await BeginAsync();
        await Store.AddRejectionsAsync(other.Id, [Rejection(1, "age_range")], Cancellation);
        await Store.AddRejectionsAsync(import.Id, [.. Enumerable.Range(1, 600).Select(row => Rejection(row, "age_range"))], Cancellation);
        await Store.AddRejectionsAsync(import.Id, [.. Enumerable.Range(601, 600).Select(row => Rejection(row, row <= 610 ? "age_range" : "customer_missing"))], Cancellation);
        await Store.AddRejectionsAsync(import.Id, [Rejection(1201, "customer_missing")], Cancellation);

        var kept = await Store.RejectionsAsync(import.Id, int.MaxValue, Cancellation);
        var reasons = await Store.ReasonsAsync(import.Id, Cancellation);

        Assert.Equal(Enumerable.Range(1, ImportStore.MaxRejections).Select(row => (long)row), kept.Select(rejection => rejection.Row));
        Assert.Equal([("age_range", 610L), ("customer_missing", 591L)], reasons.Select(reason => (reason.Code, reason.Count)));
    }

    [Fact]
    public async Task Unfinished_imports_are_interrupted_and_finished_ones_left()
    {
        database.Require();
        var (running, done) = (await BeginAsync(), await BeginAsync());
        (running.State, done.State) = (ImportState.Running, ImportState.Succeeded);
        await Store.UpdateAsync(running, Cancellation);
        await Store.UpdateAsync(done, Cancellation);

        await Store.InterruptUnfinishedAsync(Cancellation);

        Assert.Equal(ImportState.Interrupted, (await Store.FindAsync(running.Id, Cancellation))!.State);
        Assert.Equal(ImportState.Succeeded, (await Store.FindAsync(done.Id, Cancellation))!.State);
        Assert.Equal(0, await Store.InterruptUnfinishedAsync(Cancellation));
    }

    [Fact]
    public async Task Lookup_finds_known_customers_and_creates_the_others_once()
    {
        database.Require();
        var known = await database.AddCustomerAsync(customer => customer.CustomerId = "17850");
        string[] keys = ["17850", .. Enumerable.Range(0, 2500).Select(number => $"k{number}"), "k7"];

        var first = await Lookup.CustomersAsync(TestDatabase.Tester, keys, Cancellation);
        var again = await Lookup.CustomersAsync(TestDatabase.Tester, keys, Cancellation);

        Assert.Equal((2501, 2500, known), (first.Ids.Count, first.Created, first.Ids["17850"]));
        Assert.Equal(0, again.Created);
        Assert.Equal(first.Ids.OrderBy(pair => pair.Key, StringComparer.Ordinal), again.Ids.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lookup_creates_items_as_first_described_and_leaves_known_ones_alone()
    {
        database.Require();
        var first = await Lookup.ItemsAsync(TestDatabase.Tester, [new("85123A", "WHITE HANGING HEART", 255), new("85123A", "again", 1)], Cancellation);
        var second = await Lookup.ItemsAsync(TestDatabase.Tester, [new("85123A", "CREAM HANGING HEART", 295), new("22423", "CAKESTAND", null)], Cancellation);

        await using var db = await database.OpenAsync();
        var item = await db.Items.SingleAsync(row => row.Sku == "85123A", Cancellation);
        Assert.Equal((1, 1), (first.Created, second.Created));
        Assert.Equal((second.Ids["85123A"], "WHITE HANGING HEART", 255L), (item.Id, item.Title, item.PriceCents!.Value));
    }

    [Fact]
    public async Task Lookup_of_known_keys_waits_for_no_writer()
    {
        database.Require();
        var known = await database.AddCustomerAsync(customer => customer.CustomerId = "calm");
        await using var writer = await database.OpenAsync();
        await using var turn = await writer.BeginWriteAsync(Cancellation);

        var found = await Lookup.CustomersAsync(TestDatabase.Tester, ["calm"], Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal((known, 0), (found.Ids["calm"], found.Created));
    }

    [Fact]
    public async Task Lookup_of_nothing_is_nothing()
    {
        database.Require();
        Assert.Empty((await Lookup.CustomersAsync(TestDatabase.Tester, [], Cancellation)).Ids);
    }

    private static ImportRejection Rejection(long row, string code) => new() { Row = row, Column = "age", Code = code, Message = $"Message of {code}", Value = "999" };

    private Task<Import> BeginAsync() => Store.BeginAsync(
        TestDatabase.Tester, "users.xlsx", fileSize: 1234, $"{Guid.NewGuid():N}{Guid.NewGuid():N}", Cancellation);
}

public sealed class SqliteImportStoreTests(SqliteDatabase database) : ImportStoreContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresImportStoreTests(PostgresDatabase database) : ImportStoreContract(database), IClassFixture<PostgresDatabase>;
