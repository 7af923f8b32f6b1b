using System.Buffers.Binary;
using System.Buffers.Text;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>Looks through the texts of a render batch without applying it.</summary>
internal static class RenderStrings
{
    // Five positions end a batch: components, frames, disposed components, disposed handlers, texts.
    private const int Trailer = 5 * sizeof(int);
    private const int TimeLength = 28;

    /// <summary>The exact times in it, as the `datetime` attributes of a page hold them.</summary>
    /// <param name="times">Receives ticks of UTC.</param>
    /// <exception cref="InvalidDataException">It is no render batch.</exception>
    public static void CollectTimes(ReadOnlySpan<byte> batch, List<long> times)
    {
        if (batch.Length < Trailer) throw new InvalidDataException($"A render batch of {batch.Length} bytes has no room for its five positions.");
        var end = batch.Length - Trailer;
        var table = BinaryPrimitives.ReadInt32LittleEndian(batch[^sizeof(int)..]);
        if (table < 0 || table > end) throw new InvalidDataException($"The texts of a render batch of {batch.Length} bytes cannot start at {table}.");
        for (var entry = table; entry + sizeof(int) <= end; entry += sizeof(int))
        {
            var at = BinaryPrimitives.ReadInt32LittleEndian(batch.Slice(entry, sizeof(int)));
            // A text this short has its length in one byte.
            if (at >= 0 && at < table - TimeLength && batch[at] == TimeLength && TicksOf(batch.Slice(at + 1, TimeLength)) is { } ticks)
                times.Add(ticks);
        }
    }

    private static long? TicksOf(ReadOnlySpan<byte> text) =>
        text[10] == 'T' && text[^1] == 'Z' && Utf8Parser.TryParse(text, out DateTime time, out var used, 'O') && used == TimeLength ? time.Ticks : null;
}
