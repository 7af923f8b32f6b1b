using Microsoft.Extensions.DependencyInjection;

namespace Personalize.Data;

/// <summary>Which database engine keeps the data.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

public static class DataRegistration
{
    /// <summary>Adds the context factory (also as <c>IDbContextFactory&lt;PersonalizeDb&gt;</c>), the journal and <see cref="DatabaseSetup"/>.</summary>
    public static IServiceCollection AddPersonalizeData(
        this IServiceCollection services, DatabaseKind kind, string connectionString) => throw new NotImplementedException();
}

/// <summary>Brings the database to the current schema.</summary>
public sealed class DatabaseSetup
{
    /// <summary>Applies pending migrations and writes the rows every database needs.</summary>
    public Task MigrateAsync(CancellationToken cancellation) => throw new NotImplementedException();
}
