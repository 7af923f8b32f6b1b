namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>
/// A tokenizer for XML parts that looks only at what can hurt: element starts and ends, a few attributes, lengths of text.
/// Works on bytes in one fixed buffer and makes no object per element. It is stricter than XML where strictness is cheap:
/// no DTD, no encoding that is not a superset of ASCII, no tag longer than its buffer.
/// </summary>
internal sealed class XmlScan(SpreadsheetLimits limits)
{
    private readonly PartBuffer _part = new();
    private int _depth;
    private bool _rootSeen;
    private PartRules _rules = PartRules.None;

    /// <param name="declaredLength">Inflated size that the directory promises; the part is not read beyond it.</param>
    public void Run(Stream part, long declaredLength, CancellationToken cancellation)
    {
        _part.Open(part, declaredLength);
        (_depth, _rootSeen, _rules) = (0, false, PartRules.None);
        if (!XmlBeginning.IsXml(_part, cancellation))
            return;
        while (true)
        {
            var text = _part.Rest;
            var markup = text.IndexOf((byte)'<');
            if (markup != 0 && _depth > 0)
                _rules.Text(markup < 0 ? text : text[..markup]);
            if (markup >= 0)
            {
                _part.Skip(markup);
                ReadMarkup();
                continue;
            }

            _part.SkipRest();
            cancellation.ThrowIfCancellationRequested();
            if (!_part.Fill())
                break;
        }

        if (!_rootSeen || _depth != 0 || !_part.Complete)
            throw Damaged();
    }

    private void ReadMarkup()
    {
        _part.Need(9);
        var markup = _part.Rest;
        if (markup.Length < 2)
            throw Damaged();
        switch (markup[1])
        {
            case (byte)'/':
                var close = TagEnd();
                _rules.End(LocalName(_part.Rest[2..close]));
                if (--_depth < 0)
                    throw Damaged();
                _part.Skip(close + 1);
                break;
            case (byte)'?':
                XmlBeginning.CheckDeclaration(_part);
                SkipThrough("?>"u8, asText: false);
                break;
            case (byte)'!' when markup.StartsWith("<!--"u8):
                _part.Skip(4);
                SkipThrough("-->"u8, asText: false);
                break;
            case (byte)'!' when markup.StartsWith("<![CDATA["u8):
                _part.Skip(9);
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
        var tag = _part.Rest[1..close];
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

        _rules.Start(name, attributes);
        if (empty)
            _rules.End(name);
        else if (++_depth > limits.MaxDepth)
            throw new SpreadsheetRefusedException("file_too_complex", $"A part of the workbook is nested deeper than {limits.MaxDepth} levels.");
        _part.Skip(close + 1);
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
            var rest = _part.Rest[from..];
            var at = quote == 0 ? rest.IndexOfAny((byte)'>', (byte)'"', (byte)'\'') : rest.IndexOf(quote);
            if (at < 0)
            {
                from += rest.Length;
                if (_part.Full)
                    throw new SpreadsheetRefusedException("file_too_complex", "An element of the workbook is too long.");
                if (!_part.Fill())
                    throw Damaged();
                continue;
            }

            from += at;
            var found = _part.Rest[from];
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
            var rest = _part.Rest;
            var at = rest.IndexOf(terminator);
            // The last bytes may be the beginning of the terminator.
            var passed = at >= 0 ? at : Math.Max(0, rest.Length - terminator.Length + 1);
            if (asText && _depth > 0)
                _rules.Text(rest[..passed]);
            _part.Skip(passed);
            if (at >= 0)
            {
                _part.Skip(terminator.Length);
                return;
            }

            if (!_part.Fill())
                throw Damaged();
        }
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

    private static SpreadsheetRefusedException Damaged() =>
        new("file_structure", "The workbook is damaged: one of its parts ends before it is complete, or is not XML.");
}
