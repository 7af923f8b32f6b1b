using System.Buffers.Binary;
using System.Text;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>Reads MessagePack as the hub of circuits writes it.</summary>
/// <exception cref="InvalidDataException">The bytes are not of the kind asked for, or end too early.</exception>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private const byte Nil = 0xc0;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Cuts the first message off a stream of messages with their lengths in front.</summary>
    /// <returns>False while the first one has not come in full.</returns>
    public static bool TryCut(ReadOnlySpan<byte> stream, out ReadOnlySpan<byte> message, out int used)
    {
        var (length, shift) = (0L, 0);
        for (used = 0; used < stream.Length && shift <= 28;)
        {
            var part = stream[used++];
            length |= (long)(part & 0x7f) << shift;
            shift += 7;
            if (part >= 0x80) continue;
            if (length > stream.Length - used) break;
            message = stream.Slice(used, (int)length);
            used += (int)length;
            return true;
        }

        message = [];
        used = 0;
        return shift > 28 ? throw new InvalidDataException("The length of a message takes more than five bytes.") : false;
    }

    public int Array() => Next() switch
    {
        >= 0x90 and <= 0x9f and var kind => kind & 0x0f,
        0xdc => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        0xdd => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        var kind => throw Not("an array", kind),
    };

    public long Number() => Next() switch
    {
        <= 0x7f and var small => small,
        >= 0xe0 and var negative => unchecked((sbyte)negative),
        0xcc => Next(),
        0xcd => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint))),
        0xcf => checked((long)BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)))),
        0xd0 => unchecked((sbyte)Next()),
        0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))),
        0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long))),
        var kind => throw Not("a whole number", kind),
    };

    /// <returns>Null for nothing.</returns>
    public string? Text()
    {
        var kind = Next();
        if (kind == Nil) return null;
        return Encoding.UTF8.GetString(Take(kind switch
        {
            >= 0xa0 and <= 0xbf => kind & 0x1f,
            0xd9 => Next(),
            0xda => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
            0xdb => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
            _ => throw Not("a text", kind),
        }));
    }

    public ReadOnlySpan<byte> Binary() => Take(Next() switch
    {
        0xc4 => Next(),
        0xc5 => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        0xc6 => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        var kind => throw Not("bytes", kind),
    });

    /// <summary>Passes over the headers of a message, of which circuits have none.</summary>
    public void NoHeaders()
    {
        if (Next() is not 0x80 and var kind) throw Not("an empty map", kind);
    }

    private byte Next() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - _at) throw new InvalidDataException($"A value of {count} bytes starts at {_at} of {_bytes.Length}.");
        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static InvalidDataException Not(string wanted, byte kind) => new($"0x{kind:x2} begins where {wanted} should.");
}
