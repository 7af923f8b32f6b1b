using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting;

/// <summary>
/// Holds query strings to what the handler declares with <c>[FromQuery]</c>: nothing unknown, nothing twice, true or false, whole
/// numbers within their <c>[Range]</c>. A misspelt filter that is silently ignored would answer a question nobody asked.
/// </summary>
internal static class QueryRules
{
    private const int LongestText = 500;

    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var known = endpoint.MethodInfo.GetParameters()
            .Where(parameter => parameter.GetCustomAttribute<FromQueryAttribute>() is not null)
            .ToDictionary(
                parameter => parameter.GetCustomAttribute<FromQueryAttribute>()!.Name ?? parameter.Name!, QueryRule.Of, StringComparer.Ordinal);
        return context =>
        {
            var errors = Errors(context.HttpContext.Request.Query, known);
            return errors.Count == 0
                ? next(context)
                : ValueTask.FromResult<object?>(Problem.Of(
                    StatusCodes.Status400BadRequest, "query_invalid",
                    "The query string is not acceptable; 'errors' says which parameter and why.", errors));
        };
    }

    private static Dictionary<string, string[]> Errors(IQueryCollection query, Dictionary<string, QueryRule> known)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            var message = !known.TryGetValue(name, out var rule)
                ? $"There is no such parameter here. Known: {(known.Count == 0 ? "none" : string.Join(", ", known.Keys))}."
                : values.Count > 1 ? "Give it once." : rule.Fault(values[0] ?? "");
            if (message is not null)
                errors[name.Length > LongestText ? name[..LongestText] : name] = [message];
        }

        return errors;
    }

    /// <summary>What one parameter may hold; found out once, as attributes are slow to read.</summary>
    private sealed record QueryRule(Type Type, int Least, int Most)
    {
        public static QueryRule Of(ParameterInfo parameter)
        {
            var range = parameter.GetCustomAttribute<RangeAttribute>();
            return new(
                Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
                (int?)range?.Minimum ?? int.MinValue, (int?)range?.Maximum ?? int.MaxValue);
        }

        public string? Fault(string text)
        {
            if (Type == typeof(bool))
                return bool.TryParse(text, out _) ? null : "Must be true or false.";
            if (Type != typeof(int))
                return text.Length is 0 or > LongestText ? $"Must be 1 to {LongestText} characters." : null;
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= Least && number <= Most
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {Least} to {Most}.");
        }
    }
}
