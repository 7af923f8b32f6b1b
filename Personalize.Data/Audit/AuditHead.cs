using System.Globalization;
using System.Security.Cryptography;

namespace Personalize.Data.Audit;

/// <summary>The newest entry as it was seen once, signed: it shows later whether the end of the chain was cut off.</summary>
public sealed record AuditHead(long Sequence, byte[] Hash, byte[] Signature)
{
    internal static AuditHead Sign(byte[] secret, long sequence, byte[] hash) => new(sequence, hash, AuditHash.OfHead(secret, sequence, hash));

    internal bool IsSignedWith(byte[] secret) =>
        CryptographicOperations.FixedTimeEquals(AuditHash.OfHead(secret, Sequence, Hash), Signature);

    public string ToText() => string.Create(
        CultureInfo.InvariantCulture, $"{Sequence}:{Convert.ToHexStringLower(Hash)}:{Convert.ToHexStringLower(Signature)}");

    /// <returns>A head that nobody has signed when the text is none of ours.</returns>
    public static AuditHead Parse(string text)
    {
        var parts = text.Trim().Split(':');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && TryHex(parts[1], out var hash)
            && TryHex(parts[2], out var signature)
                ? new AuditHead(sequence, hash, signature)
                : new AuditHead(0, [], []);
    }

    private static bool TryHex(string text, out byte[] bytes)
    {
        bytes = new byte[AuditHash.Length];
        return Convert.FromHexString(text, bytes, out var read, out var written) == System.Buffers.OperationStatus.Done
            && read == text.Length && written == AuditHash.Length;
    }
}
