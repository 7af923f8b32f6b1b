using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>Writes hub messages of a circuit: MessagePack, each with its length in front.</summary>
/// <remarks>Only what a browser sends: texts, whole numbers, truth values and nothing.</remarks>
internal sealed class PackWriter
{
    private const int Invocation = 1;
    private const int Ping = 6;
    private const byte Nil = 0xc0;
    private const int MostBytesOfLength = 5;

    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _framed = new();

    /// <summary>All messages since the last <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _framed.WrittenMemory;

    public void Clear() => _framed.ResetWrittenCount();

    /// <param name="id">What the answer will be marked with; null when none is wanted.</param>
    public void Call(string? id, string method, params ReadOnlySpan<object?> arguments)
    {
        Array(6);
        Number(Invocation);
        Byte(0x80); // no headers
        Value(id);
        Text(method);
        Array(arguments.Length);
        foreach (var argument in arguments) Value(argument);
        Array(0); // no streams
        Frame();
    }

    public void Alive()
    {
        Array(1);
        Number(Ping);
        Frame();
    }

    private void Frame()
    {
        var length = _framed.GetSpan(MostBytesOfLength);
        var (rest, bytes) = (_body.WrittenCount, 0);
        do
        {
            length[bytes++] = (byte)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            rest >>= 7;
        }
        while (rest > 0);
        _framed.Advance(bytes);
        _framed.Write(_body.WrittenSpan);
        _body.ResetWrittenCount();
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null: Byte(Nil); break;
            case string text: Text(text); break;
            case bool truth: Byte((byte)(truth ? 0xc3 : 0xc2)); break;
            case long number: Number(number); break;
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be written; give a text, a long, a truth value or null.", nameof(value));
        }
    }

    private void Array(int count)
    {
        if (count < 16)
        {
            Byte((byte)(0x90 | count));
            return;
        }

        Byte(0xdc);
        BinaryPrimitives.WriteUInt16BigEndian(_body.GetSpan(sizeof(ushort)), checked((ushort)count));
        _body.Advance(sizeof(ushort));
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes < 32)
        {
            Byte((byte)(0xa0 | bytes));
        }
        else
        {
            Byte(0xdb);
            BinaryPrimitives.WriteInt32BigEndian(_body.GetSpan(sizeof(int)), bytes);
            _body.Advance(sizeof(int));
        }

        _body.Advance(Encoding.UTF8.GetBytes(text, _body.GetSpan(Math.Max(1, bytes))));
    }

    private void Number(long number)
    {
        if (number is >= 0 and < 0x80)
        {
            Byte((byte)number);
            return;
        }

        Byte(0xd3);
        BinaryPrimitives.WriteInt64BigEndian(_body.GetSpan(sizeof(long)), number);
        _body.Advance(sizeof(long));
    }

    private void Byte(byte value)
    {
        _body.GetSpan(1)[0] = value;
        _body.Advance(1);
    }
}
