namespace Personalize.Data.Accounts;

/// <summary>A secret by which a program calls the API.</summary>
public sealed class ApiKey
{
    public const int NameMaxLength = 100;
    public const int PrefixLength = 12;

    public int Id { get; set; }

    /// <summary>What the key is for, in words; unique among keys that are not revoked.</summary>
    public required string Name { get; set; }

    /// <summary>The part of the secret that is kept, to find and to show the key by.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the whole secret, which is long and random, so that no slow hash is needed.</summary>
    public required byte[] Hash { get; set; }
    public AccountRole Role { get; set; }

    /// <summary>The rights of the role that the key is narrowed to; empty for all of them.</summary>
    public List<Right> Scopes { get; set; } = [];

    /// <summary>The account that issued it; null when the command line did.</summary>
    public int? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
