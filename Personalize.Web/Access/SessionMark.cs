using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Personalize.Web.Access;

/// <summary>
/// What a cookie or token carries of its account's security stamp: enough to see that the stamp is still the same, and nothing
/// that tells it to whoever reads the token.
/// </summary>
internal static class SessionMark
{
    /// <param name="stamp">A random secret of the account; it is the key.</param>
    public static string Of(string? stamp, Guid session) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(stamp ?? ""), session.ToByteArray()));
}
