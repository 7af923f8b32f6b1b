using Microsoft.EntityFrameworkCore;
using Personalize.Data.Recommendations;

namespace Personalize.Tests.Data;

/// <summary>Served lists: content once, each serving a small row, and nothing left behind when they are due.</summary>
public abstract class ServedListContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_and_its_servings_read_back_as_they_were()
    {
        database.Require();
        var list = ServedLists.Made(await database.AddCustomerAsync(), Now.AddTicks(1234560));
        ServedList[] servings = [ServedLists.Serving(list), ServedLists.Serving(list, Now.AddMinutes(4))];

        Assert.Equal(0, await database.Served.AppendAsync(new([ServedLists.Shelf], [list], [servings[0]]), Cancellation));
        Assert.Equal(0, await database.Served.AppendAsync(new([], [], [servings[1]]), Cancellation));

        await using var db = await database.OpenAsync();
        var kept = await db.MadeLists.SingleAsync(made => made.Id == list.Id, Cancellation);
        Assert.Equal((list.CustomerId, list.MadeAt, 7L, "FullHistory", list.ShelfId), (kept.CustomerId, kept.MadeAt, kept.ModelVersion, kept.Rung, kept.ShelfId));
        Assert.Equal(list.Recipe, kept.Recipe);
        Assert.Equal(list.Items.Select(Bits), kept.Items.Select(Bits));
        var served = await db.ServedLists.Where(serving => serving.ListId == list.Id).OrderBy(serving => serving.ServedAt).ToListAsync(Cancellation);
        Assert.Equal(servings.Select(Told), served.Select(Told));
        Assert.Equal(ServedLists.Shelf.Content, (await db.ListShelves.SingleAsync(shelf => shelf.Id == ServedLists.Shelf.Id, Cancellation)).Content);
    }

    [Fact]
    public async Task A_batch_that_comes_again_is_stored_once()
    {
        database.Require();
        var list = ServedLists.Made(await database.AddCustomerAsync(), Now);
        ServedBatch batch = new([ServedLists.Shelf], [list], [ServedLists.Serving(list)]);

        Assert.Equal((0, 1), (await database.Served.AppendAsync(batch, Cancellation), await database.Served.AppendAsync(batch, Cancellation)));

        await using var db = await database.OpenAsync();
        Assert.Equal((1, 1), (await db.MadeLists.CountAsync(made => made.Id == list.Id, Cancellation), await db.ServedLists.CountAsync(served => served.ListId == list.Id, Cancellation)));
    }

    [Fact]
    public async Task A_list_of_an_erased_customer_does_not_cost_the_others_theirs()
    {
        database.Require();
        var (mine, nobodys) = (ServedLists.Made(await database.AddCustomerAsync(), Now), ServedLists.Made(int.MaxValue, Now));

        var missing = await database.Served.AppendAsync(
            new([ServedLists.Shelf], [nobodys, mine], [ServedLists.Serving(nobodys), ServedLists.Serving(mine)]), Cancellation);

        Assert.Equal(1, missing);
        await using var db = await database.OpenAsync();
        Assert.Equal([mine.Id], await db.MadeLists.Where(list => list.Id == mine.Id || list.Id == nobodys.Id).Select(list => list.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_batch_that_cannot_be_stored_leaves_nothing_and_the_next_one_is_stored()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var (list, other) = (ServedLists.Made(customer, Now), ServedLists.Made(customer, Now));
        var bad = ServedLists.Serving(list);
        bad.Source = new string('x', 33);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.Served.AppendAsync(new([ServedLists.Shelf], [list], [bad]), Cancellation));
        await database.Served.AppendAsync(new([ServedLists.Shelf], [other], [ServedLists.Serving(other)]), Cancellation);

        await using var db = await database.OpenAsync();
        Assert.Equal([other.Id], await db.MadeLists.Where(made => made.CustomerId == customer).Select(made => made.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Purge_keeps_a_list_as_long_as_a_serving_of_it_and_shelves_as_long_as_a_list()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var old = Now.AddYears(-1);
        ListShelf shelf = new() { Id = Guid.CreateVersion7(), Content = [9] };
        var (lone, shared) = (ServedLists.Made(customer, old), ServedLists.Made(customer, old));
        (lone.ShelfId, shared.ShelfId) = (shelf.Id, shelf.Id);
        await database.Served.AppendAsync(
            new([shelf], [lone, shared], [ServedLists.Serving(lone), ServedLists.Serving(shared), ServedLists.Serving(shared, old.AddMinutes(5))]), Cancellation);
        await using var db = await database.OpenAsync();

        Assert.Equal(1, await db.PurgeServedListsAsync(old.AddMinutes(5), most: 1, Cancellation));
        Assert.Equal(1, await db.PurgeServedListsAsync(old.AddMinutes(5), most: 1, Cancellation));
        Assert.Equal(0, await db.PurgeServedListsAsync(old.AddMinutes(5), most: 1, Cancellation));
        Assert.Equal([shared.Id], await db.MadeLists.Where(list => list.CustomerId == customer).Select(list => list.Id).ToListAsync(Cancellation));
        Assert.True(await db.ListShelves.AnyAsync(kept => kept.Id == shelf.Id, Cancellation));

        await db.PurgeServedListsAsync(old.AddMinutes(6), most: 10, Cancellation);
        Assert.False(await db.MadeLists.AnyAsync(list => list.CustomerId == customer, Cancellation));
        Assert.False(await db.ListShelves.AnyAsync(kept => kept.Id == shelf.Id, Cancellation));
    }

    [Fact]
    public async Task Purge_waits_for_no_list_that_nobody_was_served()
    {
        database.Require();
        var list = ServedLists.Made(await database.AddCustomerAsync(), Now.AddYears(-2));
        await database.Served.AppendAsync(new([ServedLists.Shelf], [list], []), Cancellation);
        await using var db = await database.OpenAsync();

        Assert.Equal(1, await db.PurgeServedListsAsync(Now.AddYears(-1).AddDays(-1), most: 10, Cancellation));
    }

    private DateTimeOffset Now => database.Time.GetUtcNow();

    private static object Told(ServedList served) => (served.Id, served.CustomerId, served.ServedAt, served.Source, served.ListId);

    private static (int, long) Bits(ServedItem item) => (item.ItemId, BitConverter.DoubleToInt64Bits(item.Score));
}

public sealed class SqliteServedListTests(SqliteDatabase database) : ServedListContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresServedListTests(PostgresDatabase database) : ServedListContract(database), IClassFixture<PostgresDatabase>;
