using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>Reads and edits items, for the API and the pages alike.</summary>
public sealed class ItemEditor(IDbContextFactory<PersonalizeDb> databases, ItemDirectory directory)
{
    // Someone who sends no version wins over whoever saved in between, after reading what they saved.
    private const int Attempts = 5;

    public async Task<ItemPage> PageAsync(
        Actor actor, ItemFilter filter, ItemSort sort, SortOrder order, int start, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewDashboards);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var matching = db.Items.AsNoTracking().Matching(filter);
        var total = await matching.CountAsync(cancellation);
        var rows = await matching.Sorted(sort, order).Skip(start).Take(count).ToListAsync(cancellation);
        return new([.. rows.Select(ItemQueries.View)], total);
    }

    /// <summary>Items in the order of their ids, for callers that walk through all of them.</summary>
    /// <param name="afterId">Last id already seen; 0 for the beginning.</param>
    public async Task<IReadOnlyList<ItemView>> AfterAsync(Actor actor, int afterId, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewDashboards);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Items.AsNoTracking()
            .Where(item => item.Id > afterId)
            .OrderBy(item => item.Id)
            .Take(count)
            .ToListAsync(cancellation);
        return [.. rows.Select(ItemQueries.View)];
    }

    /// <returns>Top-level categories with how many items each holds, in alphabetical order.</returns>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> CategoriesAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewDashboards);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var paths = await db.Items
            .Where(item => item.Category != "")
            .GroupBy(item => item.Category)
            .Select(group => new { Path = group.Key, Count = group.Count() })
            .ToListAsync(cancellation);
        return
        [
            .. paths
                .GroupBy(path => ItemQueries.TopLevel(path.Path), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => KeyValuePair.Create(group.Key, group.Sum(path => path.Count))),
        ];
    }

    public async Task<ItemView?> FindAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewDashboards);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var item = await db.Items.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        return item is null ? null : ItemQueries.View(item);
    }

    public async Task<EditResult<ItemView>> CreateAsync(Actor actor, ItemChange change, CancellationToken cancellation)
    {
        actor.Demand(Right.EditItems);
        var (clean, errors) = ItemRules.Check(change, ItemOrigin.New);
        if (errors.Any)
            return new EditResult<ItemView>.Invalid(errors.ToDictionary());

        var item = new Item { Sku = clean.Sku.Value!, Title = clean.Title.Value! };
        Apply(clean, item);
        await using var db = await databases.OpenAsync(actor, cancellation);
        db.Items.Add(item);
        return await SaveAsync(db, item, cancellation);
    }

    /// <param name="expected">Version the caller saw; null to save whatever stands.</param>
    public async Task<EditResult<ItemView>> UpdateAsync(
        Actor actor, int id, ItemChange change, Guid? expected, CancellationToken cancellation)
    {
        actor.Demand(Right.EditItems);
        var (clean, errors) = ItemRules.Check(change, ItemOrigin.Existing);
        if (errors.Any)
            return new EditResult<ItemView>.Invalid(errors.ToDictionary());
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

    private async Task<EditResult<ItemView>> UpdateOnceAsync(
        Actor actor, int id, ItemChange clean, Guid? expected, CancellationToken cancellation)
    {
        await using var db = await databases.OpenAsync(actor, cancellation);
        var item = await db.Items.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (item is null)
            return new EditResult<ItemView>.NotFound();
        if (expected is { } seen && item.Version != seen)
            return new EditResult<ItemView>.Stale(ItemQueries.View(item));
        Apply(clean, item);
        return db.ChangeTracker.HasChanges()
            ? await SaveAsync(db, item, cancellation)
            : new EditResult<ItemView>.Saved(ItemQueries.View(item));
    }

    // The database is asked whether the key is taken after it refused, so that a race cannot slip through.
    private async Task<EditResult<ItemView>> SaveAsync(PersonalizeDb db, Item item, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException refused) when (refused is not DbUpdateConcurrencyException)
        {
            await using var other = await databases.CreateDbContextAsync(cancellation);
            if (!await other.Items.AnyAsync(row => row.Sku == item.Sku && row.Id != item.Id, cancellation))
                throw;
            return new EditResult<ItemView>.DuplicateKey(item.Sku);
        }

        // The item is stored, whether or not the caller still waits: the intake must know it.
        await directory.ReloadAsync(CancellationToken.None);
        return new EditResult<ItemView>.Saved(ItemQueries.View(item));
    }

    private static void Apply(ItemChange clean, Item item)
    {
        item.Sku = clean.Sku.Or(item.Sku)!;
        item.Title = clean.Title.Or(item.Title)!;
        item.Description = clean.Description.Or(item.Description);
        item.Category = clean.Category.Or(item.Category);
        item.Brand = clean.Brand.Or(item.Brand);
        item.PriceCents = clean.PriceCents.Or(item.PriceCents);
        if (clean.Tags.IsGiven)
            item.Tags = [.. clean.Tags.Value];
        item.Active = clean.Active.Or(item.Active);
    }
}
