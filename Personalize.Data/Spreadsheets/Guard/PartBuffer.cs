namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>A window of fixed length that moves over one part of a package. Spans of it hold until the next <see cref="Fill"/>.</summary>
internal sealed class PartBuffer
{
    public const int Length = 256 << 10;

    private readonly byte[] _bytes = new byte[Length];
    private Stream _part = Stream.Null;
    private long _left;
    private int _start;
    private int _end;

    /// <summary>What is read and not yet passed.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Nothing more fits behind <see cref="Rest"/>.</summary>
    public bool Full => _end - _start == Length;

    /// <summary>All bytes that the directory promised have come.</summary>
    public bool Complete => _left == 0;

    /// <param name="declaredLength">The part is not read beyond it.</param>
    public void Open(Stream part, long declaredLength) => (_part, _left, _start, _end) = (part, declaredLength, 0, 0);

    public void Skip(int count) => _start += count;

    public void SkipRest() => _start = _end;

    /// <summary>Reads on until so many bytes are in view, or the part ends.</summary>
    public void Need(int count)
    {
        while (_end - _start < count && Fill())
        {
        }
    }

    /// <returns>False at the end of the part.</returns>
    public bool Fill()
    {
        if (_left == 0)
            return false;
        if (_start > 0 && _end == Length || _start == _end)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        var read = _part.Read(_bytes.AsSpan(_end, (int)Math.Min(Length - _end, _left)));
        if (read == 0)
            return false;
        _end += read;
        _left -= read;
        return true;
    }
}
