using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Personalize.Data.Customers;

namespace Personalize.Data.Recommendations;

// No foreign key from a serving to its list: it would want one more index of the table that grows fastest. A list goes only when
// no serving of it is left, or both go with their customer.
internal sealed class ServedListMap : IEntityTypeConfiguration<ServedList>
{
    public const int WordMaxLength = 32;

    public void Configure(EntityTypeBuilder<ServedList> builder)
    {
        builder.Property(list => list.Id).ValueGeneratedNever();
        builder.Property(list => list.Source).HasMaxLength(WordMaxLength);
        builder.HasIndex(list => new { list.CustomerId, list.ServedAt });
        builder.HasIndex(list => list.ServedAt);
        builder.HasOne<Customer>().WithMany().HasForeignKey(list => list.CustomerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MadeListMap : IEntityTypeConfiguration<MadeList>
{
    public void Configure(EntityTypeBuilder<MadeList> builder)
    {
        builder.Property(list => list.Id).ValueGeneratedNever();
        builder.Property(list => list.Rung).HasMaxLength(ServedListMap.WordMaxLength);
        builder.ComplexCollection(list => list.Items, item => item.ToJson());
        builder.HasIndex(list => list.MadeAt);
        builder.HasOne<Customer>().WithMany().HasForeignKey(list => list.CustomerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ListShelf>().WithMany().HasForeignKey(list => list.ShelfId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ListShelfMap : IEntityTypeConfiguration<ListShelf>
{
    public void Configure(EntityTypeBuilder<ListShelf> builder) => builder.Property(shelf => shelf.Id).ValueGeneratedNever();
}
