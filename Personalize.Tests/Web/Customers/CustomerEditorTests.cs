using Personalize.Data.Customers;
using Personalize.Tests.Support;
using Personalize.Web.Customers;

namespace Personalize.Tests.Web.Customers;

public sealed class CustomerEditorTests : IAsyncDisposable
{
    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerEditor Editor => _app.Get<CustomerEditor>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_customer_changed_meanwhile_is_not_deleted()
    {
        var seen = await AddAsync("C1");
        await Editor.UpdateAsync(PersonalizeApp.Tester, seen.Id, new() { Age = 50 }, expected: null, Cancellation);

        Assert.False(await Editor.DeleteAsync(PersonalizeApp.Tester, seen.Id, seen.Version, Cancellation));
        Assert.NotNull(await Editor.FindAsync(PersonalizeApp.Tester, seen.Id, Cancellation));
    }

    [Fact]
    public async Task The_version_that_was_seen_is_deleted()
    {
        var seen = await AddAsync("C1");

        Assert.True(await Editor.DeleteAsync(PersonalizeApp.Tester, seen.Id, seen.Version, Cancellation));
        Assert.Null(await Editor.FindAsync(PersonalizeApp.Tester, seen.Id, Cancellation));
    }

    [Fact]
    public async Task Of_many_those_are_found_that_exist()
    {
        var (first, second) = (await AddAsync("C1"), await AddAsync("C2"));

        var found = await Editor.FindManyAsync(PersonalizeApp.Tester, [second.Id, int.MaxValue, first.Id], Cancellation);

        Assert.Equal(["C1", "C2"], found.Select(view => view.CustomerId));
        Assert.Empty(await Editor.FindManyAsync(PersonalizeApp.Tester, [], Cancellation));
    }

    private async Task<CustomerView> AddAsync(string customerId)
    {
        await using var db = await _app.OpenDatabaseAsync();
        var customer = new Customer { CustomerId = customerId };
        db.Customers.Add(customer);
        await db.SaveChangesAsync(Cancellation);
        return (await Editor.FindAsync(PersonalizeApp.Tester, customer.Id, Cancellation))!;
    }
}
