using System.Security.Cryptography;
using System.Text;

namespace Personalize.Data.Audit;

/// <summary>Seals an entry's values with the key of its subject (AES-256-GCM), tied to the subject and the place in the chain.</summary>
internal static class SubjectSeal
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, AuditEntry entry, byte[] text)
    {
        var sealedText = new byte[NonceLength + TagLength + text.Length];
        var nonce = sealedText.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, text, sealedText.AsSpan(NonceLength + TagLength), sealedText.AsSpan(NonceLength, TagLength), PlaceOf(entry));
        return sealedText;
    }

    /// <returns>Null when the bytes were not sealed with this key for this entry.</returns>
    public static byte[]? Open(byte[] key, AuditEntry entry)
    {
        var sealedText = entry.Changes.AsSpan();
        if (key.Length != KeyLength || sealedText.Length < NonceLength + TagLength) return null;
        var text = new byte[sealedText.Length - NonceLength - TagLength];
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(
                sealedText[..NonceLength], sealedText[(NonceLength + TagLength)..], sealedText.Slice(NonceLength, TagLength), text, PlaceOf(entry));
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] PlaceOf(AuditEntry entry) => Encoding.UTF8.GetBytes($"{entry.Sequence}:{entry.SubjectKind}:{entry.SubjectId}");
}
