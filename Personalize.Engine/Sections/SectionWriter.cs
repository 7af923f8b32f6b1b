using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Sections;

/// <summary>Writes numbers, texts and arrays of one section, little-endian whatever the machine.</summary>
internal sealed class SectionWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>All that was written so far; not a copy.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public SectionWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);
        return this;
    }

    public SectionWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);
        return this;
    }

    /// <summary>A number in as few bytes as it needs: one for -64 to 63, ten at most.</summary>
    public SectionWriter Short(long value)
    {
        // Zigzag first, so that small negative numbers are small too.
        var rest = unchecked((ulong)((value << 1) ^ (value >> 63)));
        for (; rest > 0x7F; rest >>= 7) Room(1)[0] = (byte)((rest & 0x7F) | 0x80);
        Room(1)[0] = (byte)rest;
        return this;
    }

    public SectionWriter Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public SectionWriter Time(DateTimeOffset value) => Int64(value.UtcTicks);

    public SectionWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Int32(bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public SectionWriter Texts(IReadOnlyList<string> values)
    {
        Int32(values.Count);
        foreach (var value in values) Text(value);
        return this;
    }

    public SectionWriter Ints(ReadOnlySpan<int> values)
    {
        Int32(values.Length);
        var room = Room(values.Length * 4);
        for (var at = 0; at < values.Length; at++) BinaryPrimitives.WriteInt32LittleEndian(room[(at * 4)..], values[at]);
        return this;
    }

    public SectionWriter Floats(ReadOnlySpan<float> values)
    {
        Int32(values.Length);
        var room = Room(values.Length * 4);
        for (var at = 0; at < values.Length; at++) BinaryPrimitives.WriteSingleLittleEndian(room[(at * 4)..], values[at]);
        return this;
    }

    public SectionWriter Doubles(ReadOnlySpan<double> values)
    {
        Int32(values.Length);
        var room = Room(values.Length * 8);
        for (var at = 0; at < values.Length; at++) BinaryPrimitives.WriteDoubleLittleEndian(room[(at * 8)..], values[at]);
        return this;
    }

    /// <summary>What another writer wrote, as if it had been written here.</summary>
    public SectionWriter Bytes(ReadOnlySpan<byte> written)
    {
        _bytes.Write(written);
        return this;
    }

    public SectionWriter Rows(CompressedRows rows) => Int32(rows.ColumnCount).Ints(rows.Starts).Ints(rows.Columns).Floats(rows.Values);

    private Span<byte> Room(int length)
    {
        var room = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return room;
    }
}
