using Personalize.Data;
using Personalize.Data.Catalogue;
using Personalize.Tests.Data;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Catalogue;

/// <summary>What the items page asks, answered alike by each database.</summary>
public abstract class ItemPageContract(TestDatabase database) : PageContract(database)
{
    private ItemDirectory? _directory;

    private ItemEditor Items => new(Database.Contexts, _directory ??= new ItemDirectory(Database.Contexts));

    [Theory]
    [InlineData("KETTLE", "aX1,b-1")]
    [InlineData("0%", "a_1")]
    public async Task Search_takes_a_part_of_a_title_in_any_case(string search, string skus) =>
        Assert.Equal(skus, await SkusAsync(new ItemFilter { Search = search }));

    [Theory]
    [InlineData("Home", "a_1,b-1")]
    [InlineData("home", "B-2")]
    [InlineData("Home / Kitchen", "b-1")]
    [InlineData("Hom", "")]
    public async Task A_category_holds_what_is_below_it_and_heeds_case(string category, string skus) =>
        Assert.Equal(skus, await SkusAsync(new ItemFilter { Category = category }));

    protected override void Release() => _directory?.Dispose();

    protected override bool AddRows(PersonalizeDb db)
    {
        if (db.Items.Any()) return false;
        db.Items.AddRange(
            Item("b-1", "Blue kettle", "Home / Kitchen", cents: 900),
            Item("B-2", "blue lamp", "home / Light", cents: null),
            Item("a_1", "100% wool", "Home", cents: 300),
            Item("aX1", "Kettle, red", "Homeware", cents: 500));
        return true;
    }

    protected override async Task<(IReadOnlyList<string> Keys, int Total)> PageAsync(string? search, int start, int count)
    {
        var page = await Items.PageAsync(
            TestDatabase.Tester, new ItemFilter { Search = search }, ItemSort.Sku, SortOrder.Ascending, start, count, Cancellation);
        return ([.. page.Rows.Select(item => item.Sku)], page.Total);
    }

    protected override Task<string> SortedByValueAsync(SortOrder order) => SkusAsync(new ItemFilter(), ItemSort.Price, order);

    private static Item Item(string sku, string title, string category, long? cents) =>
        new() { Sku = sku, Title = title, Category = category, PriceCents = cents };

    private async Task<string> SkusAsync(ItemFilter filter, ItemSort sort = ItemSort.Sku, SortOrder order = SortOrder.Ascending)
    {
        var page = await Items.PageAsync(TestDatabase.Tester, filter, sort, order, start: 0, count: 100, Cancellation);
        Assert.Equal(page.Rows.Count, page.Total);
        return string.Join(',', page.Rows.Select(item => item.Sku));
    }
}

public sealed class SqliteItemPageTests(SqliteDatabase database) : ItemPageContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresItemPageTests(PostgresDatabase database) : ItemPageContract(database), IClassFixture<PostgresDatabase>;
