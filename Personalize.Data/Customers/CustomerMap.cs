using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Customers;

internal sealed class CustomerMap : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.Property(customer => customer.CustomerId).HasMaxLength(Customer.CustomerIdMaxLength);
        builder.Property(customer => customer.Gender).HasMaxLength(Customer.GenderMaxLength);
        builder.Property(customer => customer.SocialMediaActivity).HasMaxLength(Customer.SocialMediaActivityMaxLength);
        builder.Property(customer => customer.Version).IsConcurrencyToken();
        builder.ComplexCollection(customer => customer.PurchaseHistory, purchase => purchase.ToJson());

        // Deleted rows wait for the purge without blocking their key.
        builder.HasQueryFilter(customer => customer.DeletedAt == null);
        builder.HasIndex(customer => customer.CustomerId).IsUnique().HasFilter("\"DeletedAt\" IS NULL");
        builder.HasIndex(customer => customer.DeletedAt).HasFilter("\"DeletedAt\" IS NOT NULL");

        // No index on the masses and counts: every activity changes them, and PostgreSQL rewrites a row in place only
        // when no indexed column changes.
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_Customers_CustomerId", "length(\"CustomerId\") > 0");
            table.HasCheckConstraint("CK_Customers_Age", "\"Age\" BETWEEN 0 AND 150");
            table.HasCheckConstraint("CK_Customers_DeclaredEngagement", "\"DeclaredEngagement\" BETWEEN 0 AND 1");
            table.HasCheckConstraint("CK_Customers_SentimentScore", "\"SentimentScore\" BETWEEN 0 AND 1");

            // Also refuses infinity and NaN, which PostgreSQL orders above every number: one would poison all sums after it.
            table.HasCheckConstraint("CK_Customers_EngagementMass", "\"EngagementMass\" BETWEEN 0 AND 1.7976931348623157e308");
        });
    }
}
