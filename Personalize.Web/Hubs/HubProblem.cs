using Microsoft.AspNetCore.SignalR;

namespace Personalize.Web.Hubs;

/// <summary>Refusals as clients of the hub get them: "not_found: There is no such customer.", with the codes of the API.</summary>
internal static class HubProblem
{
    public static HubException Of(string code, string detail) => new($"{code}: {detail}");

    /// <param name="errors">Messages by field.</param>
    public static HubException Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Of("validation", string.Join(' ', errors.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))));
}
