using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Personalize.Web.Audit;

/// <summary>Addresses of the audit page.</summary>
internal static class AuditLink
{
    public const string Page = "/audit";
    public const string Export = "/audit/export";

    /// <summary>The entries about one thing.</summary>
    public static string Of(string kind, int id) => Page + new QueryBuilder
    {
        { AuditQuery.KindKey, kind },
        { AuditQuery.SubjectKey, id.ToString(CultureInfo.InvariantCulture) },
    };
}
