using Personalize.Data.Catalogue;
using Personalize.Tests.Data;
using Personalize.Web.Catalogue;

namespace Personalize.Tests.Web.Catalogue;

/// <summary>What the items page asks, answered alike by each database.</summary>
public abstract class ItemPageContract(TestDatabase database) : IAsyncLifetime
{
    private ItemDirectory? _directory;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ItemEditor Items => new(database.Contexts, _directory!);

    public async ValueTask InitializeAsync()
    {
        database.Require();
        _directory = new ItemDirectory(database.Contexts);
        await using var db = await database.OpenAsync();
        if (db.Items.Any()) return;
        db.Items.AddRange(
            Item("b-1", "Blue kettle", "Home / Kitchen", cents: 500),
            Item("B-2", "blue lamp", "home / Light", cents: null),
            Item("a_1", "100% wool", "Home", cents: 300),
            Item("aX1", "Kettle, red", "Homeware", cents: 900));
        await db.SaveChangesAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _directory?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("b-", "B-2,b-1")]
    [InlineData("B-", "B-2,b-1")]
    [InlineData("a_", "a_1")]
    [InlineData("KETTLE", "aX1,b-1")]
    [InlineData("0%", "a_1")]
    [InlineData("-1", "")]
    [InlineData(" ", "B-2,aX1,a_1,b-1")]
    public async Task Search_takes_the_beginning_of_a_sku_or_a_part_of_a_title_in_any_case(string search, string skus) =>
        Assert.Equal(skus, await SkusAsync(new ItemFilter { Search = search }, ItemSort.Sku));

    [Theory]
    [InlineData("Home", "a_1,b-1")]
    [InlineData("home", "B-2")]
    [InlineData("Home / Kitchen", "b-1")]
    [InlineData("Hom", "")]
    public async Task A_category_holds_what_is_below_it_and_heeds_case(string category, string skus) =>
        Assert.Equal(skus, await SkusAsync(new ItemFilter { Category = category }, ItemSort.Sku));

    [Fact]
    public async Task Without_a_price_is_last_both_ways()
    {
        Assert.Equal("a_1,b-1,aX1,B-2", await SkusAsync(new ItemFilter(), ItemSort.Price));
        Assert.Equal("aX1,b-1,a_1,B-2", await SkusAsync(new ItemFilter(), ItemSort.Price, descending: true));
    }

    [Fact]
    public async Task Pages_join_and_each_knows_the_total()
    {
        var first = await Items.PageAsync(TestDatabase.Tester, new ItemFilter(), ItemSort.Sku, descending: false, start: 0, count: 3, Cancellation);
        var second = await Items.PageAsync(TestDatabase.Tester, new ItemFilter(), ItemSort.Sku, descending: false, start: 3, count: 3, Cancellation);

        Assert.Equal((4, 4), (first.Total, second.Total));
        Assert.Equal(["B-2", "aX1", "a_1", "b-1"], first.Rows.Concat(second.Rows).Select(item => item.Sku));
    }

    private static Item Item(string sku, string title, string category, long? cents) =>
        new() { Sku = sku, Title = title, Category = category, PriceCents = cents };

    private async Task<string> SkusAsync(ItemFilter filter, ItemSort sort, bool descending = false)
    {
        var page = await Items.PageAsync(TestDatabase.Tester, filter, sort, descending, start: 0, count: 100, Cancellation);
        Assert.Equal(page.Rows.Count, page.Total);
        return string.Join(',', page.Rows.Select(item => item.Sku));
    }
}

public sealed class SqliteItemPageTests(SqliteDatabase database) : ItemPageContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresItemPageTests(PostgresDatabase database) : ItemPageContract(database), IClassFixture<PostgresDatabase>;
