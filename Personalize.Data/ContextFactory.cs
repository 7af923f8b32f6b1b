using Microsoft.EntityFrameworkCore;

namespace Personalize.Data;

/// <summary>Serves the provider's contexts under the one name that the rest of the code knows.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> provider) : IDbContextFactory<PersonalizeDb>
    where TContext : PersonalizeDb
{
    public PersonalizeDb CreateDbContext() => provider.CreateDbContext();

    public async Task<PersonalizeDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await provider.CreateDbContextAsync(cancellationToken);
}
