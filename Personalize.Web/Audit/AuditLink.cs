using Microsoft.AspNetCore.Http.Extensions;

namespace Personalize.Web.Audit;

/// <summary>Addresses of the audit page.</summary>
internal static class AuditLink
{
    public const string Page = "/audit";
    public const string Export = "/audit/export";

    /// <summary>The entries about one thing.</summary>
    /// <param name="name">As people call it: customer id, SKU.</param>
    public static string Of(string kind, string name) => Page + new QueryBuilder
    {
        { AuditQuery.KindKey, kind },
        { AuditQuery.SubjectKey, name },
    };
}
