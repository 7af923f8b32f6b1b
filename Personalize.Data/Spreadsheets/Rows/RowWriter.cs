using System.Buffers.Binary;
using System.Text;

namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>Writes rows as frames; see <see cref="FrameKind"/>. Not thread-safe.</summary>
internal sealed class RowWriter(Stream output)
{
    public const int MaxFrameLength = 32 << 20;
    private const int FlushLength = 32 << 10;
    private const int HeadLength = sizeof(int);

    /// <summary>What the guard's scan takes of the whole time, roughly.</summary>
    private const double ScanShare = 0.1;

    private byte[] _buffer = new byte[FlushLength * 2];
    private int _length = HeadLength;

    public void Sheet(int sheet, string name)
    {
        Kind(FrameKind.Sheet);
        Count(sheet);
        Text(name);
        Flush();
    }

    /// <summary>Trailing empty cells are left out; a row of nothing else is not written at all.</summary>
    public void Row(int number, ReadOnlySpan<Cell> cells)
    {
        while (cells.Length > 0 && cells[^1].Kind == CellKind.Empty)
            cells = cells[..^1];
        if (cells.Length == 0)
            return;
        Kind(FrameKind.Row);
        Count(number);
        Count(cells.Length);
        foreach (var cell in cells)
            Value(cell);
        if (_length > FlushLength)
            Flush();
    }

    /// <summary>The guard has read the file once; the parser begins.</summary>
    public void Scanned()
    {
        Progress(0);
        Flush();
    }

    /// <param name="parsed">Share of the rows, in [0, 1].</param>
    public void Progress(double parsed)
    {
        Kind(FrameKind.Progress);
        Eight(BitConverter.DoubleToInt64Bits(ScanShare + ((1 - ScanShare) * parsed)));
    }

    public void Done(long peakBytes, long processorMilliseconds)
    {
        Kind(FrameKind.Done);
        Usage(peakBytes, processorMilliseconds);
    }

    public void Refused(string code, string message, long peakBytes, long processorMilliseconds)
    {
        Kind(FrameKind.Refused);
        Text(code);
        Text(message);
        Usage(peakBytes, processorMilliseconds);
    }

    public void Flush()
    {
        if (_length == HeadLength)
            return;
        if (_length - HeadLength > MaxFrameLength)
            throw new SpreadsheetRefusedException("file_bomb", "One row holds more text than can be imported.");
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, _length - HeadLength);
        output.Write(_buffer, 0, _length);
        output.Flush();
        _length = HeadLength;
    }

    private void Usage(long peakBytes, long processorMilliseconds)
    {
        Eight(peakBytes);
        Eight(processorMilliseconds);
        Flush();
    }

    private void Value(in Cell cell)
    {
        Reserve(1)[0] = (byte)cell.Kind;
        _length++;
        switch (cell.Kind)
        {
            case CellKind.Text:
                Text(cell.ToString());
                break;
            case CellKind.Number:
                Eight(BitConverter.DoubleToInt64Bits(cell.Number));
                break;
            case CellKind.Date:
                Eight(cell.Date!.Value.Ticks);
                break;
            case CellKind.Boolean:
                Reserve(1)[0] = cell.Boolean ? (byte)1 : (byte)0;
                _length++;
                break;
        }
    }

    private void Kind(FrameKind kind)
    {
        Reserve(1)[0] = (byte)kind;
        _length++;
    }

    private void Text(string text)
    {
        Count(Encoding.UTF8.GetByteCount(text));
        _length += Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3));
    }

    private void Eight(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);
        _length += sizeof(long);
    }

    private void Count(int count)
    {
        var rest = (uint)count;
        for (; rest > 0x7F; rest >>= 7)
        {
            Reserve(1)[0] = (byte)(rest & 0x7F | 0x80);
            _length++;
        }

        Reserve(1)[0] = (byte)rest;
        _length++;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        return _buffer.AsSpan(_length);
    }
}
