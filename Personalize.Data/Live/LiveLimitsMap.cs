using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Live;

internal sealed class LiveLimitsMap : IEntityTypeConfiguration<LiveLimits>
{
    public void Configure(EntityTypeBuilder<LiveLimits> builder)
    {
        builder.Property(limits => limits.Id).ValueGeneratedNever();
        builder.HasData(new LiveLimits());
        builder.ToTable("LiveLimits", table =>
        {
            table.HasCheckConstraint("CK_LiveLimits_OnlyOne", $"\"Id\" = {LiveLimits.OnlyId}");
            table.HasCheckConstraint(
                "CK_LiveLimits_Percent",
                "\"MostFallbackPercent\" BETWEEN 0 AND 100 AND \"LeastClickPercent\" BETWEEN 0 AND 100 AND \"LeastCoveragePercent\" BETWEEN 0 AND 100");
            table.HasCheckConstraint(
                "CK_LiveLimits_Positive", "\"MostServeMilliseconds\" > 0 AND \"MostStoreMilliseconds\" > 0 AND \"MostSilenceSeconds\" > 0");
        });
    }
}
