using System.Text.RegularExpressions;
using Personalize.Data.Accounts;

namespace Personalize.Web.ApiKeys;

/// <summary>Rights as people say them: "send activities".</summary>
internal static partial class RightWords
{
    public static string Of(Right right) => WordStart().Replace(right.ToString(), " $0").TrimStart().ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
