using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Imports;

internal sealed class ImportMap : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(255);
        builder.Property(import => import.ContentHash).HasMaxLength(64);
        builder.Property(import => import.FailureCode).HasMaxLength(64);
        builder.Property(import => import.FailureMessage).HasMaxLength(1000);
        builder.HasIndex(import => import.ContentHash);
        builder.HasIndex(import => import.CreatedAt);
    }
}

internal sealed class ImportRejectionMap : IEntityTypeConfiguration<ImportRejection>
{
    public void Configure(EntityTypeBuilder<ImportRejection> builder)
    {
        builder.Property(rejection => rejection.Column).HasMaxLength(128);
        builder.Property(rejection => rejection.Code).HasMaxLength(64);
        builder.Property(rejection => rejection.Message).HasMaxLength(500);
        builder.Property(rejection => rejection.Value).HasMaxLength(200);
        builder.HasIndex(rejection => new { rejection.ImportId, rejection.Row });
        builder.HasOne<Import>().WithMany().HasForeignKey(rejection => rejection.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportReasonCountMap : IEntityTypeConfiguration<ImportReasonCount>
{
    public void Configure(EntityTypeBuilder<ImportReasonCount> builder)
    {
        builder.HasKey(reason => new { reason.ImportId, reason.Code });
        builder.Property(reason => reason.Code).HasMaxLength(64);
        builder.Property(reason => reason.Message).HasMaxLength(500);
        builder.HasOne<Import>().WithMany().HasForeignKey(reason => reason.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
