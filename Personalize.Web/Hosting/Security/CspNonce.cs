using System.Security.Cryptography;

namespace Personalize.Web.Hosting.Security;

/// <summary>Permission for one inline script of one response, such as the import map. Pages that ask for none allow none.</summary>
public static class CspNonce
{
    private static readonly object Key = new();

    /// <returns>The nonce to put on the script element; the response's policy will name it.</returns>
    public static string Of(HttpContext context)
    {
        if (context.Items[Key] is string made)
            return made;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[Key] = nonce;
        return nonce;
    }

    internal static string? AskedFor(HttpContext context) => context.Items[Key] as string;
}
