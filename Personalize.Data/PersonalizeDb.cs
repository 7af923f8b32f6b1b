using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Data.Models;
using Personalize.Data.Recommendations;

namespace Personalize.Data;

/// <summary>All tables. One short-lived context per operation, from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class PersonalizeDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Item> Items => Set<Item>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<DecaySetting> DecaySettings => Set<DecaySetting>();
    public DbSet<ServedList> ServedLists => Set<ServedList>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportRejection> ImportRejections => Set<ImportRejection>();
    public DbSet<ImportReasonCount> ImportReasonCounts => Set<ImportReasonCount>();
    public DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();
}
