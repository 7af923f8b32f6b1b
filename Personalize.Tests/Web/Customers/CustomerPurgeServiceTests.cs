using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Tests.Data;
using Personalize.Tests.Support;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Customers;

public sealed class CustomerPurgeServiceTests : IClassFixture<SqliteDatabase>, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly CustomerPurgeService _service;

    public CustomerPurgeServiceTests(SqliteDatabase database)
    {
        _database = database;
        _service = new CustomerPurgeService(database.Contexts, new JobBook(new TestMeters(), database.Time), database.Time, NullLogger<CustomerPurgeService>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Nobody_is_erased_while_the_deletion_can_be_undone()
    {
        var id = await DeletedCustomerAsync();

        _database.Time.Advance(CustomerEditor.UndoWindow - TimeSpan.FromMilliseconds(1));
        await _service.PurgeAsync(Cancellation);
        Assert.True(await ExistsAsync(id));

        _database.Time.Advance(TimeSpan.FromMilliseconds(1));
        await _service.PurgeAsync(Cancellation);
        Assert.False(await ExistsAsync(id));
    }

    [Fact]
    public async Task More_than_fit_in_one_transaction_are_erased_in_one_go()
    {
        for (var number = 0; number < 45; number++) await DeletedCustomerAsync();
        _database.Time.Advance(CustomerEditor.UndoWindow);

        Assert.True(await _service.PurgeAsync(Cancellation) >= 45);
        Assert.Equal(0, await _service.PurgeAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task It_runs_by_itself_as_time_goes_by()
    {
        var id = await DeletedCustomerAsync();

        await _service.StartAsync(TestContext.Current.CancellationToken);
        while (await ExistsAsync(id)) _database.Time.Advance(TimeSpan.FromMinutes(1));

        await _service.StopAsync(Cancellation);
    }

    private async Task<int> DeletedCustomerAsync() =>
        await _database.AddCustomerAsync(customer => customer.DeletedAt = _database.Time.GetUtcNow());

    private async Task<bool> ExistsAsync(int id)
    {
        await using var db = await _database.OpenAsync();
        return await db.Customers.IgnoreQueryFilters().AnyAsync(customer => customer.Id == id, Cancellation);
    }
}
