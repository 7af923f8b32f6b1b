using System.Buffers.Binary;
using System.Text;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Sections;

/// <summary>Reads what <see cref="SectionWriter"/> wrote, in the same order. Reading past the end throws <see cref="ArgumentException"/>.</summary>
internal sealed class SectionReader(ReadOnlyMemory<byte> section)
{
    private int _at;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Next(8));

    /// <summary>What <see cref="SectionWriter.Short"/> wrote.</summary>
    public long Short()
    {
        var zigzag = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 63) throw new ArgumentException("A number goes on for more than ten bytes.");
            var next = Next(1)[0];
            zigzag |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F) return unchecked((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
        }
    }

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public DateTimeOffset Time() => new(Int64(), TimeSpan.Zero);

    public string Text() => Encoding.UTF8.GetString(Next(Int32()));

    public string[] Texts()
    {
        var texts = new string[Count(4)];
        for (var at = 0; at < texts.Length; at++) texts[at] = Text();
        return texts;
    }

    public int[] Ints()
    {
        var values = new int[Count(4)];
        var bytes = Next(values.Length * 4);
        for (var at = 0; at < values.Length; at++) values[at] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at * 4)..]);
        return values;
    }

    public float[] Floats()
    {
        var values = new float[Count(4)];
        _at -= 4;
        Floats(values);
        return values;
    }

    /// <summary>Fills the span; it must be as long as what was written.</summary>
    public void Floats(Span<float> values)
    {
        if (Count(4) != values.Length) throw new ArgumentException($"There is room for {values.Length} values, and not that many follow.", nameof(values));
        var bytes = Next(values.Length * 4);
        for (var at = 0; at < values.Length; at++) values[at] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(at * 4)..]);
    }

    public double[] Doubles()
    {
        var values = new double[Count(8)];
        var bytes = Next(values.Length * 8);
        for (var at = 0; at < values.Length; at++) values[at] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(at * 8)..]);
        return values;
    }

    public CompressedRows Rows() => new(Int32(), Ints(), Ints(), Floats());

    /// <summary>A number of things that follow. It is believed only as far as the bytes reach, so that no nonsense allocates gigabytes.</summary>
    public int Count(int leastBytesEach)
    {
        var count = Int32();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, (section.Length - _at) / leastBytesEach);
        return count;
    }

    private ReadOnlySpan<byte> Next(int length)
    {
        var bytes = section.Span.Slice(_at, length);
        _at += length;
        return bytes;
    }
}
