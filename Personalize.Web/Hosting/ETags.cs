using Microsoft.Net.Http.Headers;

namespace Personalize.Web.Hosting;

/// <summary>Row versions as entity tags.</summary>
internal static class ETags
{
    public static EntityTagHeaderValue Of(Guid version) => new($"\"{version:N}\"");

    public static void Write(HttpContext context, Guid version) => context.Response.GetTypedHeaders().ETag = Of(version);

    /// <returns>Whether the caller's If-Match, if any, allows changing a row of this version. A header that cannot be read allows nothing.</returns>
    public static bool Allows(HttpRequest request, Guid version)
    {
        if (request.Headers.IfMatch.Count == 0)
            return true;
        return EntityTagHeaderValue.TryParseStrictList([.. request.Headers.IfMatch!], out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Of(version), useStrongComparison: true));
    }

    /// <returns>Whether the caller demanded one exact version.</returns>
    public static bool Demands(HttpRequest request) =>
        request.Headers.IfMatch.Count > 0 && request.Headers.IfMatch != EntityTagHeaderValue.Any.ToString();
}
