namespace Personalize.Data.Accounts;

public enum SessionKind
{
    Browser,
    Api,
}

/// <summary>One sign-in that lasts: a browser's cookie, or a program's family of refresh tokens.</summary>
public sealed class AccountSession
{
    public const int DeviceMaxLength = 120;
    public const int NetworkMaxLength = 45;

    public Guid Id { get; set; }
    public int AccountId { get; set; }
    public SessionKind Kind { get; set; }

    /// <summary>How the account proved itself: "password", "password+totp", "passkey", "oidc".</summary>
    public required string Method { get; set; }

    /// <summary>Browser and system in words; shown to the owner.</summary>
    public required string Device { get; set; }
    public required string Network { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Set by sign-out, by "sign out everywhere", by an admin, or when a refresh token came back twice.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A refresh token, good for one use.</summary>
public sealed class RefreshToken
{
    public long Id { get; set; }
    public Guid SessionId { get; set; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}
