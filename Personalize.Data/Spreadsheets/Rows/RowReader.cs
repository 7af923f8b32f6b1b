using System.Buffers.Binary;
using System.Text;

namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>Reads what <see cref="RowWriter"/> wrote. Trusts nothing: lengths are bounded before anything is allocated.</summary>
internal sealed class RowReader(Stream input, int maxColumns)
{
    private const long MostMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    private readonly byte[] _head = new byte[sizeof(int)];
    private byte[] _frame = [];
    private int _sheet = -1;

    /// <summary>Share of the file that the worker has read, in [0, 1].</summary>
    public double Fraction { get; private set; }

    /// <summary>Null until the last frame, and when the worker did not get to send it.</summary>
    public WorkerUsage? Usage { get; private set; }

    /// <returns>The rows of the next frame, possibly none; null after the last frame.</returns>
    /// <exception cref="SpreadsheetRefusedException">The worker refused the file.</exception>
    /// <exception cref="InvalidDataException">The stream breaks off or breaks its rules.</exception>
    public async ValueTask<IReadOnlyList<SheetRow>?> ReadAsync(CancellationToken cancellation)
    {
        if (Usage is not null)
            return null;
        if (await input.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, cancellation) < _head.Length)
            throw Broken("it ends without its last frame");
        var length = BinaryPrimitives.ReadInt32LittleEndian(_head);
        if (length is <= 0 or > RowWriter.MaxFrameLength)
            throw Broken($"a frame claims {length} bytes");
        if (_frame.Length < length)
            _frame = new byte[length];
        if (await input.ReadAtLeastAsync(_frame.AsMemory(0, length), length, throwOnEndOfStream: false, cancellation) < length)
            throw Broken("a frame is cut off");
        return Decode(new Cursor(_frame.AsSpan(0, length)));
    }

    private List<SheetRow> Decode(Cursor frame)
    {
        var rows = new List<SheetRow>();
        while (!frame.AtEnd)
        {
            switch ((FrameKind)frame.Byte())
            {
                case FrameKind.Sheet:
                    if (frame.Count() != _sheet + 1)
                        throw Broken("sheets are out of order");
                    _sheet++;
                    _ = frame.Text();
                    break;
                case FrameKind.Row:
                    rows.Add(ReadRow(ref frame));
                    break;
                case FrameKind.Progress:
                    Fraction = Math.Clamp(BitConverter.Int64BitsToDouble(frame.Eight()), 0, 1);
                    break;
                case FrameKind.Done:
                    Usage = ReadUsage(ref frame);
                    Fraction = 1;
                    break;
                case FrameKind.Refused:
                    string code = frame.Text(), message = frame.Text();
                    Usage = ReadUsage(ref frame);
                    throw new SpreadsheetRefusedException(code, message);
                default:
                    throw Broken("a record is of no known kind");
            }
        }

        return rows;
    }

    private static WorkerUsage ReadUsage(ref Cursor frame)
    {
        long peakBytes = frame.Eight(), milliseconds = frame.Eight();
        return peakBytes >= 0 && milliseconds is >= 0 and <= MostMilliseconds
            ? new(peakBytes, TimeSpan.FromMilliseconds(milliseconds))
            : throw Broken("what the worker says it used is out of range");
    }

    private SheetRow ReadRow(ref Cursor frame)
    {
        var number = frame.Count();
        var count = frame.Count();
        if (count > maxColumns || _sheet < 0)
            throw Broken($"row {number} has {count} cells");
        var cells = new Cell[count];
        for (var column = 0; column < count; column++)
            cells[column] = ReadCell(ref frame);
        return new SheetRow(_sheet, number, cells);
    }

    private static Cell ReadCell(ref Cursor frame)
    {
        var kind = (CellKind)frame.Byte();
        return kind switch
        {
            CellKind.Empty => Cell.Empty,
            CellKind.Text => Cell.Of(frame.Text()),
            CellKind.Number => Cell.Of(BitConverter.Int64BitsToDouble(frame.Eight())),
            CellKind.Date => Cell.Of(ToDate(frame.Eight())),
            CellKind.Boolean => Cell.Of(frame.Byte() != 0),
            _ => throw Broken("a cell is of no known kind"),
        };
    }

    private static DateTime ToDate(long ticks) =>
        ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Unspecified) : throw Broken("a date is out of range");

    private static InvalidDataException Broken(string why) => new($"The stream of rows is broken: {why}.");

    /// <summary>A position in one frame; reading beyond its end is an error of the stream.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> frame)
    {
        private ReadOnlySpan<byte> _rest = frame;

        public readonly bool AtEnd => _rest.Length == 0;

        public byte Byte() => Take(1)[0];

        public long Eight() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public int Count()
        {
            var value = 0;
            for (var shift = 0; shift < 28; shift += 7)
            {
                int next = Byte();
                value |= (next & 0x7F) << shift;
                if ((next & 0x80) == 0)
                    return value;
            }

            throw Broken("a count is too large");
        }

        public string Text() => Encoding.UTF8.GetString(Take(Count()));

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > _rest.Length)
                throw Broken("a record is cut off");
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
