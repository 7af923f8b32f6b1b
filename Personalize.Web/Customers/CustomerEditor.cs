using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Customers;

/// <summary>Reads and edits customers, for the API and the pages alike; tells the live path what changed.</summary>
public sealed class CustomerEditor
{
    /// <summary>How long a deletion can be undone.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(10);

    // Someone who sends no version wins over whoever saved in between, after reading what they saved.
    private const int Attempts = 5;

    private readonly IDbContextFactory<PersonalizeDb> _databases;
    private readonly EngagementRules _rules;
    private readonly ModelHolder _models;
    private readonly LiveState _live;
    private readonly TimeProvider _clock;

    internal CustomerEditor(
        IDbContextFactory<PersonalizeDb> databases, EngagementRules rules, ModelHolder models, LiveState live, TimeProvider clock) =>
        (_databases, _rules, _models, _live, _clock) = (databases, rules, models, live, clock);

    /// <exception cref="RightMissingException">The actor may not see customers, or filters or sorts by what is hidden from them.</exception>
    public async Task<CustomerPage> PageAsync(
        Actor actor, CustomerFilter filter, CustomerSort sort, SortOrder order, int start, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        CustomerMask.DemandFor(actor, filter, sort);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var matching = db.Customers.AsNoTracking().Matching(filter);
        var total = await matching.CountAsync(cancellation);
        var rows = await matching.Sorted(sort, order).Skip(start).Take(count).ToListAsync(cancellation);
        return new(await ViewsAsync(actor, rows, cancellation), total);
    }

    /// <summary>Customers in the order of their ids, for callers that walk through all of them.</summary>
    /// <param name="afterId">Last id already seen; 0 for the beginning.</param>
    public async Task<IReadOnlyList<CustomerView>> AfterAsync(Actor actor, int afterId, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var rows = await db.Customers.AsNoTracking()
            .Where(customer => customer.Id > afterId)
            .OrderBy(customer => customer.Id)
            .Take(count)
            .ToListAsync(cancellation);
        return await ViewsAsync(actor, rows, cancellation);
    }

    /// <summary>The same without anything about them but their numbers, for lists of recommendations.</summary>
    public async Task<IReadOnlyList<int>> NumbersAfterAsync(Actor actor, int afterId, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewRecommendations);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        return await db.Customers
            .Where(customer => customer.Id > afterId)
            .OrderBy(customer => customer.Id)
            .Select(customer => customer.Id)
            .Take(count)
            .ToListAsync(cancellation);
    }

    public async Task<CustomerView?> FindAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var row = await db.Customers.AsNoTracking().FirstOrDefaultAsync(customer => customer.Id == id, cancellation);
        return row is null ? null : await ViewAsync(actor, row, cancellation);
    }

    /// <returns>Those that exist, in the order of their ids.</returns>
    public async Task<IReadOnlyList<CustomerView>> FindManyAsync(Actor actor, IReadOnlyCollection<int> ids, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        if (ids.Count == 0)
            return [];
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var rows = await db.Customers.AsNoTracking()
            .Where(customer => ids.Contains(customer.Id))
            .OrderBy(customer => customer.Id)
            .ToListAsync(cancellation);
        return await ViewsAsync(actor, rows, cancellation);
    }

    public async Task<CustomerView?> FindByKeyAsync(Actor actor, string customerId, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var row = await db.Customers.AsNoTracking()
            .FirstOrDefaultAsync(customer => customer.CustomerId == customerId, cancellation);
        return row is null ? null : await ViewAsync(actor, row, cancellation);
    }

    /// <returns>The customer deleted last under this key, and when it will be erased; null when none can be brought back.</returns>
    public async Task<(CustomerView View, DateTimeOffset ErasedAt)?> FindDeletedAsync(
        Actor actor, string customerId, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewCustomers);
        var oldest = _clock.GetUtcNow() - UndoWindow;
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var row = await db.Customers.IgnoreQueryFilters().AsNoTracking()
            .Where(customer => customer.CustomerId == customerId && customer.DeletedAt > oldest)
            .OrderByDescending(customer => customer.DeletedAt)
            .FirstOrDefaultAsync(cancellation);
        return row is null ? null : (await ViewAsync(actor, row, cancellation), row.DeletedAt!.Value + UndoWindow);
    }

    public async Task<EditResult<CustomerView>> CreateAsync(Actor actor, CustomerChange change, CancellationToken cancellation)
    {
        actor.Demand(Right.EditCustomers);
        var (clean, errors) = CustomerRules.Check(change, CustomerOrigin.New);
        if (errors.Any)
            return new EditResult<CustomerView>.Invalid(errors.ToDictionary());

        var customer = new Customer { CustomerId = clean.CustomerId.Value! };
        Apply(clean, customer);
        await using var db = await _databases.OpenAsync(actor, cancellation);
        db.Customers.Add(customer);
        if (!await TrySaveAsync(db, customer, cancellation))
            return new EditResult<CustomerView>.DuplicateKey(customer.CustomerId);
        _live.Drop(customer.Id, Aspects.Profile);
        return new EditResult<CustomerView>.Saved(await ViewAsync(actor, customer, cancellation));
    }

    /// <param name="expected">Version the caller saw; null to save whatever stands.</param>
    public async Task<EditResult<CustomerView>> UpdateAsync(
        Actor actor, int id, CustomerChange change, Guid? expected, CancellationToken cancellation)
    {
        actor.Demand(Right.EditCustomers);
        var (clean, errors) = CustomerRules.Check(change, CustomerOrigin.Existing);
        if (errors.Any)
            return new EditResult<CustomerView>.Invalid(errors.ToDictionary());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await UpdateOnceAsync(actor, id, clean, expected, cancellation);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody saved between our reading and our writing: look again.
            }
        }
    }

    /// <returns>False when there is no such customer. Undone by <see cref="RestoreAsync"/> within <see cref="UndoWindow"/>.</returns>
    public Task<bool> DeleteAsync(Actor actor, int id, CancellationToken cancellation) => DeleteAsync(actor, id, expected: null, cancellation);

    /// <param name="expected">Version the caller saw; null to delete whatever stands.</param>
    /// <returns>False when there is no such customer in that version.</returns>
    public async Task<bool> DeleteAsync(Actor actor, int id, Guid? expected, CancellationToken cancellation)
    {
        actor.Demand(Right.EditCustomers);
        var now = _clock.GetUtcNow();
        await using var db = await _databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var deleted = await db.Customers
            .Where(customer => customer.Id == id && (expected == null || customer.Version == expected))
            .ExecuteUpdateAsync(customer => customer.SetProperty(row => row.DeletedAt, now), cancellation);
        if (deleted == 0)
            return false;
        await db.NoteAsync([Deletion(id, now)], cancellation);
        await transaction.CommitAsync(cancellation);
        _live.Drop(id, Aspects.Deleted);
        return true;
    }

    public async Task<EditResult<CustomerView>> RestoreAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.EditCustomers);
        var oldest = _clock.GetUtcNow() - UndoWindow;
        await using var db = await _databases.OpenAsync(actor, cancellation);
        var customer = await db.Customers.IgnoreQueryFilters().FirstOrDefaultAsync(
            row => row.Id == id && (row.DeletedAt == null || row.DeletedAt > oldest), cancellation);
        if (customer is null)
            return new EditResult<CustomerView>.NotFound();
        if (customer.DeletedAt is not null)
        {
            customer.DeletedAt = null;
            if (!await TrySaveAsync(db, customer, cancellation))
                return new EditResult<CustomerView>.DuplicateKey(customer.CustomerId);
            _live.Drop(id, Aspects.Profile);
        }

        return new EditResult<CustomerView>.Saved(await ViewAsync(actor, customer, cancellation));
    }

    private async Task<EditResult<CustomerView>> UpdateOnceAsync(
        Actor actor, int id, CustomerChange clean, Guid? expected, CancellationToken cancellation)
    {
        await using var db = await _databases.OpenAsync(actor, cancellation);
        var customer = await db.Customers.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (customer is null)
            return new EditResult<CustomerView>.NotFound();
        if (expected is { } seen && customer.Version != seen)
            return new EditResult<CustomerView>.Stale(await ViewAsync(actor, customer, cancellation));

        Apply(clean, customer);
        if (db.ChangeTracker.HasChanges())
        {
            if (!await TrySaveAsync(db, customer, cancellation))
                return new EditResult<CustomerView>.DuplicateKey(customer.CustomerId);
            _live.Drop(id, Aspects.Profile | Aspects.Recommendations);
        }

        return new EditResult<CustomerView>.Saved(await ViewAsync(actor, customer, cancellation));
    }

    /// <returns>False when another customer has the key. The database is asked after it refused, so that a race cannot slip through.</returns>
    private async Task<bool> TrySaveAsync(PersonalizeDb db, Customer customer, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException refused) when (refused is not DbUpdateConcurrencyException)
        {
            await using var other = await _databases.CreateDbContextAsync(cancellation);
            var taken = await other.Customers.AnyAsync(
                row => row.CustomerId == customer.CustomerId && row.Id != customer.Id, cancellation);
            if (!taken)
                throw;
            return false;
        }
    }

    private static AuditNote Deletion(int id, DateTimeOffset at) =>
        new("customer.delete", Subjects.Customer, id.ToString(CultureInfo.InvariantCulture)) { Changes = [FieldChange.Of("deleted_at", null, at)] };

    private static void Apply(CustomerChange clean, Customer customer)
    {
        customer.CustomerId = clean.CustomerId.Or(customer.CustomerId)!;
        customer.Age = clean.Age.Or(customer.Age);
        customer.Gender = clean.Gender.Or(customer.Gender);
        if (clean.Interests.IsGiven)
            customer.Interests = [.. clean.Interests.Value];
        if (clean.PurchaseHistory.IsGiven)
            customer.PurchaseHistory = [.. clean.PurchaseHistory.Value];
        customer.SocialMediaActivity = clean.SocialMediaActivity.Or(customer.SocialMediaActivity);
    }

    private async Task<CustomerView> ViewAsync(Actor actor, Customer customer, CancellationToken cancellation) =>
        CustomerMask.Apply((await CustomerScores.NowAsync(_rules, _models, _clock, cancellation)).View(customer), actor);

    private async Task<IReadOnlyList<CustomerView>> ViewsAsync(Actor actor, List<Customer> customers, CancellationToken cancellation)
    {
        var scores = await CustomerScores.NowAsync(_rules, _models, _clock, cancellation);
        return [.. customers.Select(customer => CustomerMask.Apply(scores.View(customer), actor))];
    }
}
