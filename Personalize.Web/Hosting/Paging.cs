using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting;

/// <summary>
/// Marks where the next page begins. A cursor is sealed and holds the list it belongs to, so that nobody can make one up or
/// carry it to another list.
/// </summary>
internal sealed class Paging(IDataProtectionProvider protection)
{
    /// <summary>The answer to a cursor that we did not make, or made for another list.</summary>
    public static ProblemHttpResult Forged => Problem.Of(
        StatusCodes.Status400BadRequest, "cursor_invalid", "The cursor is not one of ours for this list. Follow the Link header as it stands.");

    private readonly IDataProtector _seal = protection.CreateProtector("Personalize.Paging.v1");

    /// <param name="list">Name of the list with all that filters it.</param>
    /// <param name="after">Id of the last row served.</param>
    public void LinkNext(HttpContext context, string list, int after)
    {
        var request = context.Request;
        var sealedText = _seal.Protect(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{after}:{list}")));
        var query = request.Query.Where(pair => pair.Key != "cursor").ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        query["cursor"] = WebEncoders.Base64UrlEncode(sealedText);
        var address = QueryHelpers.AddQueryString($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}", query);
        context.Response.Headers.Link = $"<{address}>; rel=\"next\"";
    }

    /// <param name="cursor">Null for the first page.</param>
    /// <returns>False when the cursor is not one of ours for this list.</returns>
    public bool TryRead(string? cursor, string list, out int after)
    {
        after = 0;
        if (cursor is null)
            return true;
        try
        {
            var text = Encoding.UTF8.GetString(_seal.Unprotect(WebEncoders.Base64UrlDecode(cursor)));
            var parts = text.Split(':', 2);
            return parts.Length == 2 && parts[1] == list
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out after);
        }
        catch (Exception forged) when (forged is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
