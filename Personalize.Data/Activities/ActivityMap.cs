using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Data.Activities;

internal sealed class ActivityMap : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.HasKey(activity => activity.Sequence);
        builder.Property(activity => activity.Text).HasMaxLength(Activity.TextMaxLength);
        builder.Property(activity => activity.Source).HasMaxLength(Activity.SourceMaxLength);
        builder.HasIndex(activity => activity.ActivityId).IsUnique();
        builder.HasIndex(activity => new { activity.CustomerId, activity.Sequence });
        builder.HasIndex(activity => activity.ItemId);
        builder.HasIndex(activity => activity.OccurredAt);

        // Few activities come from a list, and only those cost anything here.
        builder.HasIndex(activity => activity.RecommendationId).HasFilter("\"RecommendationId\" IS NOT NULL");
        builder.HasOne<Customer>().WithMany().HasForeignKey(activity => activity.CustomerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Item>().WithMany().HasForeignKey(activity => activity.ItemId).OnDelete(DeleteBehavior.Restrict);

        // Refuses infinity and NaN too; SQLite turns NaN into NULL, which the column refuses by itself.
        builder.ToTable(table => table.HasCheckConstraint(
            "CK_Activities_Value", "\"Value\" BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308"));
    }
}

internal sealed class DecaySettingMap : IEntityTypeConfiguration<DecaySetting>
{
    public void Configure(EntityTypeBuilder<DecaySetting> builder)
    {
        builder.Property(setting => setting.Id).ValueGeneratedNever();
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_DecaySettings_OnlyOne", $"\"Id\" = {DecaySetting.OnlyId}");
            table.HasCheckConstraint("CK_DecaySettings_RatePerDay", "\"RatePerDay\" > 0");
        });
    }
}
