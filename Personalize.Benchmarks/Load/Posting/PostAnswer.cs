using System.Text.Json;

namespace Personalize.Benchmarks.Load.Posting;

/// <summary>What became of each activity of a request, in order.</summary>
internal static class PostAnswer
{
    public const string Stored = "stored";

    /// <param name="body">The answer to one activity or to several: either has a `status` for each.</param>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static IReadOnlyList<(string Status, long? Sequence)> Read(ReadOnlySpan<byte> body)
    {
        List<(string, long?)> results = [];
        var reader = new Utf8JsonReader(body);
        (string? status, long? sequence, int depth) = (null, null, 0);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && status is not null && reader.CurrentDepth < depth)
            {
                results.Add((status, sequence));
                (status, sequence) = (null, null);
            }

            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("status"u8))
            {
                depth = reader.CurrentDepth;
                reader.Read();
                status = reader.GetString();
            }
            else if (reader.ValueTextEquals("sequence"u8))
            {
                reader.Read();
                sequence = reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : null;
            }
        }

        return results;
    }
}
