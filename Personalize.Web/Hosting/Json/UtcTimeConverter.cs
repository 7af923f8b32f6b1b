using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Web.Hosting.Json;

/// <summary>Reads ISO 8601; a time without an offset is UTC, never the server's own zone. Writes UTC ending in Z.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const int LongestTime = 40;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The built-in reader decides what ISO 8601 is; the second parse only settles the zone.
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out _) || reader.ValueSpan.Length > LongestTime)
            throw new JsonException();
        return DateTimeOffset.Parse(
            reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
