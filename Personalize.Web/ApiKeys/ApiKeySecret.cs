using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Personalize.Data.Accounts;

namespace Personalize.Web.ApiKeys;

/// <summary>The text of an API key: "pz_", a prefix to find the row by, "_", and 32 random bytes.</summary>
internal static class ApiKeySecret
{
    public const string Mark = "pz_";
    private const int RandomBytes = 32;

    // No letter that could be taken for another.
    private const string PrefixLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly int Length = Mark.Length + ApiKey.PrefixLength + 1 + Base64Url.GetEncodedLength(RandomBytes);

    public static string New() =>
        $"{Mark}{RandomNumberGenerator.GetString(PrefixLetters, ApiKey.PrefixLength)}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}";

    /// <returns>Null when the text cannot be a key.</returns>
    public static string? PrefixOf(string secret) =>
        secret.Length == Length && secret.StartsWith(Mark, StringComparison.Ordinal) && secret[Mark.Length + ApiKey.PrefixLength] == '_'
            ? secret.Substring(Mark.Length, ApiKey.PrefixLength)
            : null;

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool Matches(string secret, ApiKey key) => CryptographicOperations.FixedTimeEquals(HashOf(secret), key.Hash);
}
