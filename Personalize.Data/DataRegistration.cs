using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Data.Postgres;
using Personalize.Data.Recommendations;
using Personalize.Data.Sqlite;

namespace Personalize.Data;

/// <summary>Which database engine keeps the data.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>What the database must promise about committed data before we use it.</summary>
public enum Durability
{
    /// <summary>A commit survives the loss of power; a server that is set up otherwise is refused at start.</summary>
    Required,

    /// <summary>Anything goes. For tests on throw-away servers only.</summary>
    Relaxed,
}

public static class DataRegistration
{
    /// <summary>Adds the context factory (as <c>IDbContextFactory&lt;PersonalizeDb&gt;</c>), the journal and <see cref="DatabaseSetup"/>.
    /// The host adds an <see cref="ISecretSeal"/>, and any <see cref="IInterceptor"/> of its own.</summary>
    public static IServiceCollection AddPersonalizeData(
        this IServiceCollection services, DatabaseKind kind, string connectionString,
        Durability durability = Durability.Required)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SaveStamps>();
        services.AddSingleton<AuditWriter>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditUndo>();
        services.AddSingleton<CustomerUpsert>();
        services.AddSingleton<EntityLookup>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton(provider => new DatabaseSetup(
            provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>(),
            provider.GetRequiredService<TimeProvider>(),
            durability));
        return kind switch
        {
            DatabaseKind.Sqlite => services.AddSqlite(connectionString),
            DatabaseKind.Postgres => services.AddPostgres(connectionString),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Known databases are Sqlite and Postgres."),
        };
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton<SqliteWriterGate>();
        services.AddDbContextFactory<SqlitePersonalizeDb>((provider, options) => options
            .UseSqlite(connectionString)
            .AddInterceptors(SqlitePragmas.OnOpen, provider.GetRequiredService<SaveStamps>())
            .AddInterceptors(provider.GetServices<IInterceptor>()));
        services.AddSingleton<IDbContextFactory<PersonalizeDb>, ContextFactory<SqlitePersonalizeDb>>();
        services.AddSingleton<IServedListJournal>(provider =>
            new SqliteServedListJournal(connectionString, provider.GetRequiredService<SqliteWriterGate>()));
        return services.AddSingleton<IActivityJournal>(provider =>
            new SqliteJournal(connectionString, provider.GetRequiredService<SqliteWriterGate>()));
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<PostgresPersonalizeDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(provider.GetRequiredService<SaveStamps>())
            .AddInterceptors(provider.GetServices<IInterceptor>()));
        services.AddSingleton<IDbContextFactory<PersonalizeDb>, ContextFactory<PostgresPersonalizeDb>>();
        services.AddSingleton<IServedListJournal, PostgresServedListJournal>();
        return services.AddSingleton<IActivityJournal, PostgresJournal>();
    }
}
