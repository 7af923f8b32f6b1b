namespace Personalize.Data.Accounts;

/// <summary>A key pair (ECDSA, curve P-256) that signs access tokens.</summary>
public sealed class SigningKey
{
    /// <summary>The "kid" of tokens signed by it.</summary>
    public required string Id { get; set; }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>PKCS#8, sealed by data protection.</summary>
    public required byte[] SealedPrivateKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
