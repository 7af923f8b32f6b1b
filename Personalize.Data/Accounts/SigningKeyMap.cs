using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Accounts;

internal sealed class SigningKeyMap : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.Property(key => key.Id).HasMaxLength(43);
        builder.Property(key => key.PublicKey).HasMaxLength(200);
        builder.Property(key => key.SealedPrivateKey).HasMaxLength(2000);
    }
}
