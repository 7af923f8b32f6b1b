using Personalize.Data.Accounts;
using Personalize.Data.Customers;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Pages;
using Personalize.Web.Access;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Customers;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Customers;

public sealed class CustomerWindowTests : IAsyncDisposable
{
    private const int Count = 30;

    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerEditor Editor => _app.Get<CustomerEditor>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_changed_row_is_refreshed_however_many_there_are()
    {
        var (window, rows) = await OpenAsync();
        foreach (var row in rows.Skip(1)) await Editor.UpdateAsync(PersonalizeApp.Tester, row.Id, new() { Age = 50 }, expected: null, Cancellation);
        await Editor.DeleteAsync(PersonalizeApp.Tester, rows[0].Id, Cancellation);

        await window.FollowAsync(new(rows.ToDictionary(row => row.Id, _ => Aspects.Profile), Everything: false), Cancellation);

        Assert.True(rows[0].Gone);
        Assert.All(rows.Skip(1), row => Assert.Equal(50, row.View.Age));
        Assert.Equal(Count, window.ChangedRows);
    }

    [Theory]
    [InlineData(Aspects.Models, true)]
    [InlineData(Aspects.Recommendations, false)]
    public async Task A_new_model_concerns_every_row_and_new_lists_concern_none(Aspects aspects, bool concerned)
    {
        var (window, _) = await OpenAsync();

        var followed = await window.FollowAsync(
            new(new Dictionary<int, Aspects> { [CustomerChanged.Everybody] = aspects }, Everything: false), Cancellation);

        Assert.Equal(concerned, followed);
        Assert.Equal(0, window.ChangedRows);
    }

    private async Task<(CustomerWindow Window, IReadOnlyList<Personalize.Web.Customers.CustomerRow> Rows)> OpenAsync()
    {
        await using var db = await _app.OpenDatabaseAsync();
        for (var number = 0; number < Count; number++) db.Customers.Add(new Customer { CustomerId = $"C{number:00}" });
        await db.SaveChangesAsync(Cancellation);
        var admin = new SignedInState(await _app.PrincipalAsync(AccountRole.Admin));
        var window = new CustomerWindow(Editor, new PageActor(admin, _app.Get<Standing>(), _app.Get<IncidentTally>()), TimeProvider.System);
        await window.OpenAsync(new(), Cancellation);
        return (window, await window.ReadAsync(0, Count, Cancellation));
    }
}
