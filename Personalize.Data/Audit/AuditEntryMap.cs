using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Audit;

internal sealed class AuditEntryMap : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.RequestId).HasMaxLength(AuditEntry.RequestIdMaxLength);
        builder.Property(entry => entry.Action).HasMaxLength(AuditEntry.ActionMaxLength);
        builder.Property(entry => entry.SubjectKind).HasMaxLength(AuditEntry.SubjectKindMaxLength);
        builder.Property(entry => entry.SubjectId).HasMaxLength(AuditEntry.SubjectIdMaxLength);
        builder.Property(entry => entry.Hash).HasMaxLength(32);
        builder.HasIndex(entry => new { entry.SubjectKind, entry.SubjectId, entry.Sequence });
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.ActorKind, entry.ActorId, entry.Sequence });
    }
}

internal sealed class SubjectKeyMap : IEntityTypeConfiguration<SubjectKey>
{
    public void Configure(EntityTypeBuilder<SubjectKey> builder)
    {
        builder.HasKey(key => new { key.SubjectKind, key.SubjectId });
        builder.Property(key => key.SubjectKind).HasMaxLength(AuditEntry.SubjectKindMaxLength);
        builder.Property(key => key.SubjectId).HasMaxLength(AuditEntry.SubjectIdMaxLength);
        builder.Property(key => key.SealedKey).HasMaxLength(500);
    }
}
