using System.Text.Json;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;

namespace Personalize.Web.Activities;

/// <summary>Reads a batch element by element, so that one that cannot be read does not spoil the others.</summary>
internal static class ActivityBatch
{
    public const int MostActivities = 1000;

    public static bool IsArray(ReadOnlySpan<byte> utf8) => utf8.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>Cuts the array into its elements.</summary>
    /// <returns>The fault of the whole, or null.</returns>
    public static JsonFault? Split(ReadOnlyMemory<byte> utf8, out List<ReadOnlyMemory<byte>> elements)
    {
        elements = [];
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = JsonRules.MaxDepth + 1 });
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                elements.Add(utf8[start..(int)reader.BytesConsumed]);
            }

            if (reader.Read())
                return JsonScan.Malformed;
        }
        catch (JsonException)
        {
            // Broken text, or too deep: the scan of the whole knows which.
            return JsonScan.FirstFault(utf8.Span, typeof(object)) ?? JsonScan.Malformed;
        }

        return elements.Count switch
        {
            0 => JsonFault.Bad("batch_empty", "The batch holds no activity."),
            > MostActivities => new JsonFault(
                StatusCodes.Status413PayloadTooLarge, "payload_too_large",
                $"The batch holds {elements.Count} activities; at most {MostActivities} are taken at once."),
            _ => null,
        };
    }

    /// <summary>Turns one element into an activity to offer, or into the result that says why not.</summary>
    public static (OfferedActivity? Offered, BatchResult? Refused) Read(ReadOnlyMemory<byte> element)
    {
        var input = JsonBody.Parse<NewActivityRequest>(element.Span);
        if (input.Fault is { } fault)
            return (null, new BatchResult("invalid", Code: fault.Code, Errors: fault.Errors ?? new() { [""] = [fault.Message] }));
        var errors = new FieldErrors();
        var offered = input.Value!.ToOffered(errors);
        return offered is null
            ? (null, new BatchResult("invalid", input.Value.ActivityId, Code: "validation", Errors: errors.ToDictionary()))
            : (offered, null);
    }
}
