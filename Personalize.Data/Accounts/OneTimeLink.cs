namespace Personalize.Data.Accounts;

public enum LinkPurpose
{
    /// <summary>Makes the first admin account of an empty database.</summary>
    SetUp,

    /// <summary>Lets an invited account choose its first password.</summary>
    Invitation,
    PasswordReset,
}

/// <summary>A secret address that works once.</summary>
public sealed class OneTimeLink
{
    public int Id { get; set; }
    public LinkPurpose Purpose { get; set; }

    /// <summary>Null for the set-up link.</summary>
    public int? AccountId { get; set; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}
