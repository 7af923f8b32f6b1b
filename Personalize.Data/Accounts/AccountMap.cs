using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Personalize.Data.Accounts;

internal sealed class AccountMap : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(account => account.UserName).HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.NormalizedUserName).HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.Email).HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.NormalizedEmail).HasMaxLength(Account.EmailMaxLength);
        builder.Property(account => account.DisplayName).HasMaxLength(Account.NameMaxLength);
        builder.Property(account => account.PasswordHash).HasMaxLength(400);
        builder.Property(account => account.SecurityStamp).HasMaxLength(64);
        builder.Property(account => account.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();

        // Guesses are slowed down by account and network instead of locking the owner out, and nobody is telephoned.
        builder.Ignore(account => account.LockoutEnd);
        builder.Ignore(account => account.LockoutEnabled);
        builder.Ignore(account => account.AccessFailedCount);
        builder.Ignore(account => account.PhoneNumber);
        builder.Ignore(account => account.PhoneNumberConfirmed);
    }
}

internal sealed class AccountClaimMap : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder)
    {
        builder.ToTable("AccountClaims");
        builder.Property(claim => claim.ClaimType).HasMaxLength(200);
        builder.Property(claim => claim.ClaimValue).HasMaxLength(1000);
        builder.HasOne<Account>().WithMany().HasForeignKey(claim => claim.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Sign-ins with an outside provider, by its issuer and its subject: never by e-mail address.</summary>
internal sealed class AccountLoginMap : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder)
    {
        builder.ToTable("AccountLogins");
        builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.Property(login => login.LoginProvider).HasMaxLength(200);
        builder.Property(login => login.ProviderKey).HasMaxLength(255);
        builder.Property(login => login.ProviderDisplayName).HasMaxLength(100);
        builder.HasOne<Account>().WithMany().HasForeignKey(login => login.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Secrets of the second factor.</summary>
internal sealed class AccountTokenMap : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder)
    {
        builder.ToTable("AccountTokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.LoginProvider).HasMaxLength(100);
        builder.Property(token => token.Name).HasMaxLength(100);
        builder.Property(token => token.Value).HasMaxLength(2000);
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccountPasskeyMap : IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> builder)
    {
        builder.ToTable("AccountPasskeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(passkey => passkey.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
