using Personalize.Engine.Interactions;

namespace Personalize.Web.Customers;

/// <summary>Activity kinds in words.</summary>
internal static class KindText
{
    public static string Of(ActivityKind kind) => kind switch
    {
        ActivityKind.View => "viewed",
        ActivityKind.Like => "liked",
        ActivityKind.Comment => "commented",
        ActivityKind.Share => "shared",
        ActivityKind.Purchase => "bought",
        _ => kind.ToString(),
    };

    public static string Css(ActivityKind kind) => kind.ToString().ToLowerInvariant();
}
