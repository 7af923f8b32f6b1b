using System.Text.Json;
using Personalize.Engine.Interactions;

namespace Personalize.Benchmarks.Kill;

/// <summary>An activity that was sent at least once.</summary>
/// <param name="Customer">External key.</param>
/// <param name="OccurredAt">In whole microseconds, which every database keeps.</param>
internal sealed record SentActivity(Guid Id, string Customer, ActivityKind Kind, DateTimeOffset OccurredAt)
{
    public static SentActivity Draw(Random random, IReadOnlyList<string> customers, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), customers[random.Next(customers.Count)], random.Next(10) == 0 ? ActivityKind.Like : ActivityKind.View,
        new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero));

    /// <summary>One object, or an array of several.</summary>
    public static byte[] Json(IReadOnlyList<SentActivity> activities)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (activities.Count > 1) json.WriteStartArray();
            foreach (var activity in activities) activity.Write(json);
            if (activities.Count > 1) json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("activity_id"u8, Id);
        json.WriteString("customer_id"u8, Customer);
        json.WriteString("type"u8, Kind.ToString().ToLowerInvariant());
        json.WriteString("occurred_at"u8, OccurredAt);
        json.WriteEndObject();
    }
}
