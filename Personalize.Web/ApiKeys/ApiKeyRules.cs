using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting;

namespace Personalize.Web.ApiKeys;

/// <summary>What a key may be called, may do, and how long it may live.</summary>
internal static class ApiKeyRules
{
    public const int ShortestDays = 1;
    public const int LongestDays = 730;
    public const string Name = "name";
    public const string Scopes = "scopes";
    public const string Lifetime = "lifetime";

    /// <returns>What was asked for with its name in canonical form; null when <paramref name="errors"/> say why not.</returns>
    public static NewApiKey? Checked(NewApiKey asked, FieldErrors errors)
    {
        var name = errors.Short(Name, asked.Name, ApiKey.NameMaxLength);
        if (name is null && !errors.Has(Name))
            errors.Add(Name, "Is needed: say what the key is for.");
        var foreign = asked.Scopes.Where(right => !RoleRights.Of(asked.Role).Contains(right)).ToList();
        if (foreign.Count > 0)
            errors.Add(Scopes, $"The role {asked.Role} does not have {string.Join(", ", foreign)}. It has {string.Join(", ", RoleRights.Of(asked.Role).Order())}.");
        if (asked.Lifetime < TimeSpan.FromDays(ShortestDays) || asked.Lifetime > TimeSpan.FromDays(LongestDays))
            errors.Add(Lifetime, string.Create(CultureInfo.InvariantCulture, $"Must be {ShortestDays} to {LongestDays} days."));
        return errors.Any ? null : asked with { Name = name!, Scopes = [.. asked.Scopes.Distinct().Order()] };
    }

    /// <param name="text">"ViewCustomers,SendActivities", in any case.</param>
    /// <param name="scopes">All that were named.</param>
    /// <param name="unknown">The first that is no right; null for none.</param>
    public static bool TryParse(string text, out List<Right> scopes, [NotNullWhen(false)] out string? unknown)
    {
        scopes = [];
        unknown = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0 || !char.IsLetter(part[0]) || !Enum.TryParse<Right>(part, ignoreCase: true, out var right))
            {
                unknown = part;
                return false;
            }

            scopes.Add(right);
        }

        return true;
    }
}
