using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Customers;
using Personalize.Tests.Data;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class CustomerKeysTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forgetting_one_customer_keeps_the_others()
    {
        var (keys, first, second) = await RememberAsync("one");

        keys.Forget(first);
        await RenameAllAsync("one");

        Assert.Equal((null, second), (await keys.FindAsync("one-A", Cancellation), await keys.FindAsync("one-B", Cancellation)));
    }

    [Fact]
    public async Task Forgetting_everybody_keeps_nobody()
    {
        var (keys, _, _) = await RememberAsync("all");

        keys.Forget(CustomerChanged.Everybody);
        await RenameAllAsync("all");

        Assert.Equal((null, null), (await keys.FindAsync("all-A", Cancellation), await keys.FindAsync("all-B", Cancellation)));
    }

    [Fact]
    public async Task A_forgotten_customer_is_remembered_again_once_asked_for()
    {
        var (keys, first, _) = await RememberAsync("again");
        keys.Forget(first);
        await keys.FindAsync("again-A", Cancellation);
        await RenameAllAsync("again");

        Assert.Equal(first, await keys.FindAsync("again-A", Cancellation));
    }

    private async Task<(CustomerKeys Keys, int First, int Second)> RememberAsync(string name)
    {
        await using var db = await database.OpenAsync();
        db.Customers.AddRange(new Customer { CustomerId = name + "-A" }, new Customer { CustomerId = name + "-B" });
        await db.SaveChangesAsync(Cancellation);
        var keys = new CustomerKeys(database.Contexts);
        return (keys, (await keys.FindAsync(name + "-A", Cancellation))!.Value, (await keys.FindAsync(name + "-B", Cancellation))!.Value);
    }

    // Behind its back: only what is remembered is found under the old key.
    private async Task RenameAllAsync(string name)
    {
        await using var db = await database.OpenAsync();
        await db.Customers.Where(customer => customer.CustomerId.StartsWith(name + "-"))
            .ExecuteUpdateAsync(customers => customers.SetProperty(row => row.CustomerId, row => "was-" + row.CustomerId), Cancellation);
    }
}
