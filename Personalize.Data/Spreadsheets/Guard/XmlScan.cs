using System.Text;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>
/// A tokenizer for XML parts that looks only at what can hurt: element starts and ends, a few attributes, lengths of text.
/// Works on bytes in one fixed buffer; five times as fast as a general reader. It is stricter than XML where strictness is
/// cheap: no DTD, no encoding that is not a superset of ASCII, no tag longer than its buffer.
/// </summary>
internal sealed class XmlScan(SpreadsheetLimits limits)
{
    private const int BufferLength = 256 << 10;

    private readonly byte[] _buffer = new byte[BufferLength];
    private Stream _part = Stream.Null;
    private long _left;
    private int _start;
    private int _end;
    private int _depth;
    private bool _rootSeen;
    private PartRules _rules = PartRules.None;

    /// <param name="declaredLength">Inflated size that the directory promises; the part is not read beyond it.</param>
    public void Run(Stream part, long declaredLength, CancellationToken cancellation)
    {
        (_part, _left, _start, _end, _depth, _rootSeen, _rules) = (part, declaredLength, 0, 0, 0, false, PartRules.None);
        if (!BeginsLikeXml())
            return;
        while (true)
        {
            var text = _buffer.AsSpan(_start, _end - _start);
            var markup = text.IndexOf((byte)'<');
            if (markup != 0 && _depth > 0)
                _rules.Text(markup < 0 ? text : text[..markup]);
            if (markup >= 0)
            {
                _start += markup;
                ReadMarkup();
                continue;
            }

            _start = _end;
            cancellation.ThrowIfCancellationRequested();
            if (!Fill())
                break;
        }

        if (!_rootSeen || _depth != 0 || _left != 0)
            throw Damaged();
    }

    /// <returns>False for pictures and other binary parts, which no XML reader accepts either.</returns>
    private bool BeginsLikeXml()
    {
        while (_end < 64 && Fill())
        {
        }

        var head = _buffer.AsSpan(0, _end);
        if (head.StartsWith("PK\u0003\u0004"u8))
            throw new SpreadsheetRefusedException("file_structure", "The workbook holds another archive inside. Remove embedded objects and retry.");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _start = 3;
        else if (head.Length >= 4 && (head[0] == 0 || head[1] == 0 || head[0] >= 0xFE) && head[..4].Contains((byte)'<'))
            throw WrongEncoding();
        head = head[_start..].TrimStart(" \t\r\n"u8);
        return head.StartsWith("<"u8);
    }

    private void ReadMarkup()
    {
        Need(9);
        var markup = _buffer.AsSpan(_start, _end - _start);
        if (markup.Length < 2)
            throw Damaged();
        switch (markup[1])
        {
            case (byte)'/':
                var close = TagEnd();
                _rules.End(LocalName(_buffer.AsSpan(_start + 2, close - 2)));
                if (--_depth < 0)
                    throw Damaged();
                _start += close + 1;
                break;
            case (byte)'?':
                CheckEncoding(_start);
                SkipThrough("?>"u8, asText: false);
                break;
            case (byte)'!' when markup.StartsWith("<!--"u8):
                _start += 4;
                SkipThrough("-->"u8, asText: false);
                break;
            case (byte)'!' when markup.StartsWith("<![CDATA["u8):
                _start += 9;
                SkipThrough("]]>"u8, asText: true);
                break;
            case (byte)'!':
                throw new SpreadsheetRefusedException("file_structure", "The workbook declares a document type, which no spreadsheet program writes.");
            default:
                ReadStart();
                break;
        }
    }

    private void ReadStart()
    {
        var close = TagEnd();
        var tag = _buffer.AsSpan(_start + 1, close - 1);
        var empty = tag.EndsWith("/"u8);
        if (empty)
            tag = tag[..^1];
        var name = LocalName(tag, out var attributes);
        if (_depth == 0)
        {
            if (_rootSeen)
                throw Damaged();
            _rootSeen = true;
            RequireOrdinaryDialect(attributes);
            _rules = PartRules.For(name, limits);
        }

        _rules.Start(name, attributes, empty);
        if (!empty && ++_depth > limits.MaxDepth)
            throw new SpreadsheetRefusedException("file_too_complex", $"A part of the workbook is nested deeper than {limits.MaxDepth} levels.");
        _start += close + 1;
    }

    /// <summary>The parser finds no rows in the strict dialect, which would pass for an empty sheet.</summary>
    private static void RequireOrdinaryDialect(ReadOnlySpan<byte> attributes)
    {
        if (attributes.IndexOf("http://purl.oclc.org/ooxml/spreadsheetml/main"u8) >= 0)
            throw new SpreadsheetRefusedException("file_type_unsupported", "The workbook is saved as \"Strict Open XML\". Save it as an ordinary .xlsx workbook and retry.");
    }

    /// <summary>Position of the closing bracket, counted from the opening one; brackets in attribute values do not count.</summary>
    private int TagEnd()
    {
        var from = 1;
        byte quote = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start)[from..];
            var at = quote == 0 ? rest.IndexOfAny((byte)'>', (byte)'"', (byte)'\'') : rest.IndexOf(quote);
            if (at < 0)
            {
                from += rest.Length;
                if (_end - _start == BufferLength)
                    throw new SpreadsheetRefusedException("file_too_complex", "An element of the workbook is too long.");
                if (!Fill())
                    throw Damaged();
                continue;
            }

            from += at;
            var found = _buffer[_start + from];
            if (found == (byte)'>' && quote == 0)
                return from;
            quote = quote == 0 ? found : (byte)0;
            from++;
        }
    }

    private void SkipThrough(ReadOnlySpan<byte> terminator, bool asText)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest.IndexOf(terminator);
            // The last bytes may be the beginning of the terminator.
            var passed = at >= 0 ? at : Math.Max(0, rest.Length - terminator.Length + 1);
            if (asText && _depth > 0)
                _rules.Text(rest[..passed]);
            _start += passed;
            if (at >= 0)
            {
                _start += terminator.Length;
                return;
            }

            if (!Fill())
                throw Damaged();
        }
    }

    /// <summary>An encoding in which '&lt;' is another byte would show the parser elements that we do not see.</summary>
    private void CheckEncoding(int at)
    {
        while (!_buffer.AsSpan(at, _end - at).Contains((byte)'>') && Fill())
            at = _start;
        var instruction = _buffer.AsSpan(_start, _end - _start);
        if (!instruction.StartsWith("<?xml"u8))
            return;
        var name = PartRules.Attribute(instruction[5..Math.Max(5, instruction.IndexOf("?>"u8))], "encoding"u8);
        if (name.Length == 0)
            return;
        if (Encoding.ASCII.GetString(name[..Math.Min(name.Length, 20)]).ToUpperInvariant()
            is not ("UTF-8" or "UTF8" or "US-ASCII" or "ASCII" or "ISO-8859-1" or "WINDOWS-1252"))
            throw WrongEncoding();
    }

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> tag) => LocalName(tag, out _);

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> tag, out ReadOnlySpan<byte> attributes)
    {
        var length = 0;
        var begin = 0;
        for (; length < tag.Length; length++)
        {
            var value = tag[length];
            if (value <= (byte)' ')
                break;
            if (value == (byte)':')
                begin = length + 1;
        }

        attributes = tag[length..];
        return tag[begin..length];
    }

    private void Need(int count)
    {
        while (_end - _start < count && Fill())
        {
        }
    }

    private bool Fill()
    {
        if (_left == 0)
            return false;
        if (_start > 0 && _end == BufferLength || _start == _end)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = _part.Read(_buffer.AsSpan(_end, (int)Math.Min(BufferLength - _end, _left)));
        if (read == 0)
            return false;
        _end += read;
        _left -= read;
        return true;
    }

    private static SpreadsheetRefusedException Damaged() =>
        new("file_structure", "The workbook is damaged: one of its parts ends before it is complete, or is not XML.");

    private static SpreadsheetRefusedException WrongEncoding() =>
        new("file_structure", "A part of the workbook is not written in UTF-8. Save it again with a spreadsheet program.");
}
