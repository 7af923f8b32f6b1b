using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Models;

internal sealed class ModelVersionMap : IEntityTypeConfiguration<ModelVersion>
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.HasKey(model => model.Version);
        builder.Property(model => model.Reason).HasMaxLength(32);
        builder.Property(model => model.SettingsDigest).HasMaxLength(128);
        builder.Property(model => model.Verdict).HasMaxLength(ModelVersion.VerdictMaxLength);
    }
}
