using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Personalize.Web.Import.Sheets;

/// <summary>Lists inside one cell: a JSON array, the same with single quotes, or words between semicolons or commas.</summary>
internal static partial class ListText
{
    public const int MaxDepth = 16;

    /// <summary>What a cell turned out to be; exactly one is set.</summary>
    /// <param name="Fault">"too_deep" or "invalid".</param>
    public readonly record struct Parsed(IReadOnlyList<string>? Words, JsonElement? Json, string? Fault);

    public static Parsed Parse(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('[') && !text.StartsWith('{'))
            return new Parsed(Split(text), null, null);
        if (FaultOf(text) is { } fault)
            return new Parsed(null, null, fault);
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? new Parsed(null, document.RootElement.Clone(), null)
                : new Parsed(null, null, "invalid");
        }
        catch (JsonException)
        {
            return SingleQuoted().IsMatch(text)
                ? new Parsed([.. Quoted().Matches(text).Select(match => match.Groups[1].Value)], null, null)
                : new Parsed(null, null, "invalid");
        }
    }

    private static string[] Split(string text) =>
        text.Split(text.Contains(';', StringComparison.Ordinal) ? ';' : ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Told apart from other faults by reading on: the parser reports all in one way.</summary>
    private static string? FaultOf(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= MaxDepth)
                    return "too_deep";

                // Half a surrogate pair is allowed in JSON, but is no text: asked for it later, the document would throw.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            return "invalid";
        }
        catch (JsonException)
        {
            // Malformed before it became too deep; it may still be a list with single quotes.
        }

        return null;
    }

    [GeneratedRegex(@"^\[\s*'[^']*'(\s*,\s*'[^']*')*\s*\]$", RegexOptions.NonBacktracking)]
    private static partial Regex SingleQuoted();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
