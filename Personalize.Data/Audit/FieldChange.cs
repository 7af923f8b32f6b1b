using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Data.Audit;

/// <summary>One field before and after a change. JSON null stands for "nothing".</summary>
/// <param name="Field">As it is called on the wire: "social_media_activity".</param>
public sealed record FieldChange(string Field, JsonElement Old, JsonElement New)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public static FieldChange Of(string field, object? old, object? now) => new(field, ToJson(old), ToJson(now));

    /// <summary>A secret is never written down, only that it is another one.</summary>
    public static FieldChange Secret(string field) => Of(field, null, "changed");

    internal static string NameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    internal static JsonElement ToJson(object? value) => value switch
    {
        null => Nothing,

        // As the database will give it back, so that the value compares equal later.
        DateTimeOffset at => JsonSerializer.SerializeToElement(Instant.FromStored(Instant.ToStored(at)), Format),
        _ => JsonSerializer.SerializeToElement(value, value.GetType(), Format),
    };

    internal static object? FromJson(JsonElement json, Type type) => json.Deserialize(type, Format);

    internal static byte[] Write(IReadOnlyList<FieldChange> changes) => JsonSerializer.SerializeToUtf8Bytes(changes, Format);

    internal static IReadOnlyList<FieldChange> Read(byte[] text) => JsonSerializer.Deserialize<List<FieldChange>>(text, Format) ?? [];

    /// <summary>Whether two values mean the same; an empty text or list is nothing.</summary>
    internal static bool Same(JsonElement left, JsonElement right) =>
        (IsNothing(left) && IsNothing(right)) || JsonElement.DeepEquals(left, right);

    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
