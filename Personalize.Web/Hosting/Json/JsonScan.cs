using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Personalize.Web.Hosting.Json;

/// <summary>
/// Walks a JSON text before it is turned into objects and names the first thing wrong with it by a code of ours:
/// the serializer knows these faults too, but tells them apart only in sentences.
/// </summary>
internal static class JsonScan
{
    private const int LongestNameShown = 64;

    // One more than we allow, so that our own check speaks first.
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = JsonRules.MaxDepth + 1 };

    /// <returns>Null when the text is sound.</returns>
    public static JsonFault? FirstFault(ReadOnlySpan<byte> utf8, Type shape)
    {
        var reader = new Utf8JsonReader(utf8, Reading);
        try
        {
            if (!reader.Read())
                return Malformed;
            var fault = Value(ref reader, shape, "");
            return fault ?? (reader.Read() ? Malformed : null);
        }
        catch (JsonException)
        {
            return Malformed;
        }
    }

    public static JsonFault Malformed => JsonFault.Bad("invalid_json", "The body is not well-formed JSON (RFC 8259, UTF-8 without a byte order mark).");

    private static JsonFault? Value(ref Utf8JsonReader reader, Type? shape, string field) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= JsonRules.MaxDepth =>
            JsonFault.Bad("too_deep", $"The body is nested deeper than {JsonRules.MaxDepth} levels."),
        JsonTokenType.StartObject => Object(ref reader, shape, field),
        JsonTokenType.StartArray => Array(ref reader, shape, field),
        JsonTokenType.String => IsText(ref reader) ? null : Unreadable(field),
        JsonTokenType.Number => reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? null
            : JsonFault.Bad("wrong_type", "The number is too large to be kept.", field),
        _ => null,
    };

    private static JsonFault? Object(ref Utf8JsonReader reader, Type? shape, string field)
    {
        var known = Known(shape);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (!IsText(ref reader))
                return Unreadable(field);
            var name = reader.GetString()!;
            var inner = field.Length == 0 ? Shown(name) : field + "." + Shown(name);
            if (!names.Add(name))
                return JsonFault.Bad("duplicate_property", "The field is there twice.", inner);
            JsonPropertyInfo? property = null;
            if (known is not null && !known.TryGetValue(name, out property))
                return JsonFault.Bad("unknown_property", $"There is no such field. Known here: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.", inner);
            reader.Read();
            if (Value(ref reader, property?.PropertyType, inner) is { } fault)
                return fault;
        }

        return null;
    }

    private static JsonFault? Array(ref Utf8JsonReader reader, Type? shape, string field)
    {
        var element = shape is null ? null : Resolved(shape).ElementType;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            // No list of ours has holes, and the serializer would let them through.
            if (reader.TokenType == JsonTokenType.Null)
                return JsonFault.Bad("wrong_type", "Must not be null.", $"{field}[{index}]");
            if (Value(ref reader, element, $"{field}[{index}]") is { } fault)
                return fault;
        }

        return null;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return !reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false; // Half of a surrogate pair, or bytes that are not UTF-8.
        }
    }

    private static JsonFault Unreadable(string field) =>
        JsonFault.Bad("text_invalid", "The text holds a NUL or is not valid Unicode.", field);

    private static Dictionary<string, JsonPropertyInfo>? Known(Type? shape)
    {
        if (shape is null || Resolved(shape) is not { Kind: JsonTypeInfoKind.Object } info)
            return null;
        return info.Properties.Where(property => property.Set is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
    }

    private static JsonTypeInfo Resolved(Type shape)
    {
        var info = JsonRules.Options.GetTypeInfo(shape);
        return info.Converter is IObjectShape other ? Resolved(other.Shape) : info;
    }

    private static string Shown(string name) =>
        new([.. name.Where(letter => !char.IsControl(letter)).Take(LongestNameShown)]);
}
