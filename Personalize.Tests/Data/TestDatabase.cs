using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Recommendations;
using Personalize.Tests.Data.Audit;

namespace Personalize.Tests.Data;

/// <summary>A migrated, empty database for one test class, so that every contract runs on each engine alike.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private ServiceProvider? _services;

    public static Actor Tester { get; } = Actor.System(ActionSource.Command);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));

    public abstract DatabaseKind Kind { get; }
    public abstract string ConnectionString { get; }

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The database was not started.");
    public IDbContextFactory<PersonalizeDb> Contexts => Services.GetRequiredService<IDbContextFactory<PersonalizeDb>>();
    public IActivityJournal Journal => Services.GetRequiredService<IActivityJournal>();
    public IServedListJournal Served => Services.GetRequiredService<IServedListJournal>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Skips the calling test where the engine is not there.</summary>
    public virtual void Require()
    {
    }

    public async ValueTask InitializeAsync()
    {
        if (!await CreateAsync()) return;
        _services = Build();
        await Services.GetRequiredService<DatabaseSetup>().MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The registrations of the product, over this database and its clock. A second one acts as a second process.</summary>
    public ServiceProvider Build() => Build(new PlainSeal());

    /// <summary>A process that has other keys.</summary>
    public ServiceProvider Build(ISecretSeal seal) => new ServiceCollection()
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(seal)
        .AddPersonalizeData(Kind, ConnectionString, Durability.Relaxed)
        .BuildServiceProvider();

    /// <summary>A context in which the test itself, as somebody at the command line, may change everything.</summary>
    public Task<PersonalizeDb> OpenAsync() => Contexts.OpenAsync(Tester, Cancellation);

    public async Task<int> AddCustomerAsync(Action<Customer>? change = null)
    {
        var customer = new Customer { CustomerId = $"c-{Guid.NewGuid():N}" };
        change?.Invoke(customer);
        await using var db = await OpenAsync();
        db.Customers.Add(customer);
        await db.SaveChangesAsync(Cancellation);
        return customer.Id;
    }

    public async Task<int> AddItemAsync()
    {
        var item = new Item { Sku = $"i-{Guid.NewGuid():N}", Title = "Kettle" };
        await using var db = await OpenAsync();
        db.Items.Add(item);
        await db.SaveChangesAsync(Cancellation);
        return item.Id;
    }

    public async Task<Customer> CustomerAsync(int id)
    {
        await using var db = await OpenAsync();
        return await db.Customers.AsNoTracking().SingleAsync(customer => customer.Id == id, Cancellation);
    }

    protected abstract Task<bool> CreateAsync();

    protected abstract Task DropAsync();
}
