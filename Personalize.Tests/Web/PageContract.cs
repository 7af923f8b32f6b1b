using Personalize.Data;
using Personalize.Tests.Data;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web;

/// <summary>What every list that pages show owes, answered alike by each database. Its rows have the keys b-1, B-2, a_1 and aX1.</summary>
public abstract class PageContract(TestDatabase database) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestDatabase Database => database;

    public async ValueTask InitializeAsync()
    {
        database.Require();
        await using var db = await database.OpenAsync();
        if (AddRows(db))
            await db.SaveChangesAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Release();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("b-", "B-2,b-1")]
    [InlineData("B-", "B-2,b-1")]
    [InlineData("a_", "a_1")]
    [InlineData("-1", "")]
    [InlineData(" ", "B-2,aX1,a_1,b-1")]
    public async Task Search_takes_the_beginning_of_a_key_in_any_case(string search, string keys) =>
        Assert.Equal(keys, string.Join(',', (await PageAsync(search, start: 0, count: 100)).Keys));

    [Fact]
    public async Task What_has_no_value_is_last_both_ways()
    {
        Assert.Equal("a_1,aX1,b-1,B-2", await SortedByValueAsync(SortOrder.Ascending));
        Assert.Equal("b-1,aX1,a_1,B-2", await SortedByValueAsync(SortOrder.Descending));
    }

    [Fact]
    public async Task Pages_join_and_each_knows_the_total()
    {
        var first = await PageAsync(search: null, start: 0, count: 3);
        var second = await PageAsync(search: null, start: 3, count: 3);
        var third = await PageAsync(search: null, start: 4, count: 3);

        Assert.Equal((4, 4, 4), (first.Total, second.Total, third.Total));
        Assert.Equal(["B-2", "aX1", "a_1", "b-1"], first.Keys.Concat(second.Keys).Concat(third.Keys));
    }

    /// <summary>Gives back what the contract was answered with.</summary>
    protected virtual void Release()
    {
    }

    /// <returns>False when they are there already.</returns>
    protected abstract bool AddRows(PersonalizeDb db);

    /// <summary>In the order of keys.</summary>
    protected abstract Task<(IReadOnlyList<string> Keys, int Total)> PageAsync(string? search, int start, int count);

    /// <returns>All keys in the order of a value that B-2 lacks, that is least for a_1 and greatest for b-1.</returns>
    protected abstract Task<string> SortedByValueAsync(SortOrder order);
}
