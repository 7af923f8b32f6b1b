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
                parameter => parameter.GetCustomAttribute<FromQueryAttribute>()!.Name ?? parameter.Name!, StringComparer.Ordinal);
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

    private static Dictionary<string, string[]> Errors(IQueryCollection query, Dictionary<string, ParameterInfo> known)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            var message = !known.TryGetValue(name, out var parameter)
                ? $"There is no such parameter here. Known: {(known.Count == 0 ? "none" : string.Join(", ", known.Keys))}."
                : values.Count > 1 ? "Give it once." : Fault(values[0] ?? "", parameter);
            if (message is not null)
                errors[name.Length > LongestText ? name[..LongestText] : name] = [message];
        }

        return errors;
    }

    private static string? Fault(string text, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(bool))
            return bool.TryParse(text, out _) ? null : "Must be true or false.";
        if (type != typeof(int))
            return text.Length is 0 or > LongestText ? $"Must be 1 to {LongestText} characters." : null;
        var range = parameter.GetCustomAttribute<RangeAttribute>();
        var (least, most) = range is null ? (int.MinValue, int.MaxValue) : ((int)range.Minimum, (int)range.Maximum);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {least} to {most}.");
    }
}
