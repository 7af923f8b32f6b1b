using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Personalize.Web.Tokens;

/// <summary>The text of a refresh token: "pzr_" and 32 random bytes, of which only the hash is kept.</summary>
internal static class RefreshSecret
{
    private const string Mark = "pzr_";
    private const int RandomBytes = 32;
    private static readonly int Length = Mark.Length + Base64Url.GetEncodedLength(RandomBytes);

    public static string New() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static bool IsOne(string text) => text.Length == Length && text.StartsWith(Mark, StringComparison.Ordinal);

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
