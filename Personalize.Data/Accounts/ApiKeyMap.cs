using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Accounts;

internal sealed class ApiKeyMap : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(key => key.Name).HasMaxLength(ApiKey.NameMaxLength);
        builder.Property(key => key.Prefix).HasMaxLength(ApiKey.PrefixLength);
        builder.Property(key => key.Hash).HasMaxLength(32);
        builder.PrimitiveCollection(key => key.Scopes).ElementType(scope => scope.HasConversion<string>());
        builder.HasIndex(key => key.Prefix).IsUnique();
        builder.HasIndex(key => key.Name).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
        builder.HasOne<Account>().WithMany().HasForeignKey(key => key.CreatedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
