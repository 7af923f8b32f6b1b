using System.Buffers;
using System.Text.Json;

namespace Personalize.Benchmarks.Load.Posting;

/// <summary>Makes up activities, each with a time that no other has, by which it is recognised on a page.</summary>
/// <threadsafety>Safe from several threads.</threadsafety>
internal sealed class ActivityDrafts(Population population, int seed, TimeProvider clock)
{
    /// <summary>A time ahead of the server's clock would be replaced by it; this much our clock may be ahead.</summary>
    private static readonly TimeSpan ClockLeeway = TimeSpan.FromSeconds(5);

    private static readonly (string Kind, int Share)[] Kinds = [("view", 80), ("like", 8), ("purchase", 5), ("comment", 4), ("share", 3)];

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private long _last;

    public Draft Next(int count)
    {
        lock (_gate)
        {
            _buffer.ResetWrittenCount();
            var times = new long[count];
            using (var json = new Utf8JsonWriter(_buffer))
            {
                if (count > 1) json.WriteStartArray();
                for (var index = 0; index < count; index++) Write(json, times[index] = Time());
                if (count > 1) json.WriteEndArray();
            }

            return new Draft(_buffer.WrittenSpan.ToArray(), times);
        }
    }

    private void Write(Utf8JsonWriter json, long time)
    {
        var at = new DateTimeOffset(time, TimeSpan.Zero);
        json.WriteStartObject();
        json.WriteString("activity_id"u8, Guid.CreateVersion7(at));
        json.WriteString("customer_id"u8, population.Customers[_random.Next(population.Customers.Count)]);
        json.WriteString("item_id"u8, population.Items[_random.Next(population.Items.Count)]);
        json.WriteString("type"u8, Kind());
        json.WriteString("occurred_at"u8, at);
        json.WriteEndObject();
    }

    private string Kind()
    {
        var drawn = _random.Next(Kinds.Sum(static kind => kind.Share));
        foreach (var (kind, share) in Kinds)
        {
            if (drawn < share) return kind;
            drawn -= share;
        }

        return Kinds[0].Kind;
    }

    // Whole microseconds: a database may keep no more.
    private long Time()
    {
        var now = (clock.GetUtcNow() - ClockLeeway).Ticks;
        return _last = Math.Max(now - (now % TimeSpan.TicksPerMicrosecond), _last + TimeSpan.TicksPerMicrosecond);
    }
}

/// <param name="Body">JSON: one object, or an array of several.</param>
/// <param name="Times">When each is said to have happened, in ticks of UTC.</param>
internal sealed record Draft(byte[] Body, long[] Times);
