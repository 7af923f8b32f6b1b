using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Hosting.Json;

/// <summary>What became of a body: the value, or the fault to answer with.</summary>
internal readonly record struct JsonInput<T>(T? Value, JsonFault? Fault)
    where T : class
{
    public bool IsBad([NotNullWhen(true)] out ProblemHttpResult? problem, [NotNullWhen(false)] out T? value)
    {
        problem = Fault?.ToProblem();
        value = Value;
        return problem is not null;
    }
}

/// <summary>Reads request bodies strictly, within a limit that holds on every server, chunked bodies included.</summary>
internal static class JsonBody
{
    public static async Task<JsonInput<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        var (bytes, fault) = await BytesAsync(request, RequestLimits.ApiBody, cancellation);
        return fault is null ? Parse<T>(bytes.Span) : new(null, fault);
    }

    public static async Task<(ReadOnlyMemory<byte> Bytes, JsonFault? Fault)> BytesAsync(
        HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
        {
            return (default, new JsonFault(
                StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send application/json, not compressed."));
        }

        if (request.ContentLength > limit)
            return (default, JsonFault.TooLarge(limit));
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > limit)
                return (default, JsonFault.TooLarge(limit));
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        return (buffer.ToArray(), null);
    }

    public static JsonInput<T> Parse<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        if (JsonScan.FirstFault(utf8, typeof(T)) is { } fault)
            return new(null, fault);
        try
        {
            var value = JsonSerializer.Deserialize<T>(utf8, JsonRules.Options);
            return value is null ? new(null, WrongType("")) : new(value, null);
        }
        catch (JsonException wrong)
        {
            return new(null, WrongType(FieldOf(wrong)));
        }
    }

    private static JsonFault WrongType(string field) => JsonFault.Bad(
        "wrong_type", field.Length == 0 ? "The body must be a JSON object." : "The value is of the wrong type; the API's description says which is right.", field);

    // "$.age" → "age"; "$" alone is the whole. A converter's own fault continues the path where the outer one ends.
    private static string FieldOf(JsonException wrong)
    {
        var field = "";
        for (var fault = wrong; fault is not null; fault = fault.InnerException as JsonException)
            field += fault.Path?.TrimStart('$');
        return field.TrimStart('.');
    }
}
