using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Personalize.Data.Customers;

namespace Personalize.Data.Recommendations;

internal sealed class ServedListMap : IEntityTypeConfiguration<ServedList>
{
    private const int WordMaxLength = 32;

    public void Configure(EntityTypeBuilder<ServedList> builder)
    {
        builder.Property(list => list.Id).ValueGeneratedNever();
        builder.Property(list => list.Rung).HasMaxLength(WordMaxLength);
        builder.Property(list => list.Source).HasMaxLength(WordMaxLength);
        builder.ComplexCollection(list => list.Items, item => item.ToJson());
        builder.HasIndex(list => new { list.CustomerId, list.ServedAt });
        builder.HasIndex(list => list.ServedAt);
        builder.HasOne<Customer>().WithMany().HasForeignKey(list => list.CustomerId).OnDelete(DeleteBehavior.Cascade);
    }
}
