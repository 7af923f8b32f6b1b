using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>
/// Remembers in the browser who has signed in with it, so that somebody else's guesses do not slow its owner down. It proves
/// nothing else: it lets nobody in.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, CookieStyle style)
{
    private const int MostPeople = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("Personalize.Accounts.KnownDevice");
    private readonly string _cookie = style.NameOf("device");

    /// <returns>The browser's own id if that person signed in with it before.</returns>
    public string? Find(HttpRequest request, string target)
    {
        var parts = Read(request);
        return parts.Skip(1).Contains(MarkOf(target), StringComparer.Ordinal) ? parts[0] : null;
    }

    public void Remember(HttpContext context, string target)
    {
        var parts = Read(context.Request);
        var mark = MarkOf(target);
        string[] kept = [parts.FirstOrDefault() ?? Guid.NewGuid().ToString("N"), mark, .. parts.Skip(1).Where(other => other != mark).Take(MostPeople - 1)];
        context.Response.Cookies.Append(_cookie, _protector.Protect(string.Join('|', kept)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = style.IsStrict || context.Request.IsHttps,
        });
    }

    private string[] Read(HttpRequest request)
    {
        try
        {
            return request.Cookies[_cookie] is { Length: > 0 } sealedParts ? _protector.Unprotect(sealedParts).Split('|') : [];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static string MarkOf(string target) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(target)).AsSpan(0, 12));
}
