using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Catalogue;

internal sealed class ItemMap : IEntityTypeConfiguration<Item>
{
    public void Configure(EntityTypeBuilder<Item> builder)
    {
        builder.Property(item => item.Sku).HasMaxLength(Item.SkuMaxLength);
        builder.Property(item => item.Title).HasMaxLength(Item.TitleMaxLength);
        builder.Property(item => item.Description).HasMaxLength(Item.DescriptionMaxLength);
        builder.Property(item => item.Category).HasMaxLength(Item.CategoryMaxLength);
        builder.Property(item => item.Brand).HasMaxLength(Item.BrandMaxLength);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.HasIndex(item => item.Sku).IsUnique();
        builder.HasIndex(item => item.Category);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_Items_Sku", "length(\"Sku\") > 0");
            table.HasCheckConstraint("CK_Items_PriceCents", "\"PriceCents\" >= 0");
        });
    }
}
