using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Personalize.Data;

/// <summary>Gives each saved <see cref="IVersioned"/> row a new version and its times.</summary>
internal sealed class SaveStamps(TimeProvider time) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Stamp(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private void Stamp(DbContext? context)
    {
        if (context is null) return;
        var now = time.GetUtcNow();
        foreach (var entry in context.ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;

            // Through the entry, not the entity: this counts as a change even where automatic detection is off.
            entry.Property(row => row.Version).CurrentValue = Guid.CreateVersion7(now);
            entry.Property(row => row.UpdatedAt).CurrentValue = now;
            if (entry.State is EntityState.Added && entry.Entity.CreatedAt == default)
                entry.Property(row => row.CreatedAt).CurrentValue = now;
        }
    }
}
