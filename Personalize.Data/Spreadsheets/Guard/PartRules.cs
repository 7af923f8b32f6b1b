namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>What one kind of XML part must obey. Names are local names; attributes are the raw bytes after the name.</summary>
internal abstract class PartRules
{
    public static readonly PartRules None = new OtherPartRules(SpreadsheetLimits.Default);

    public static PartRules For(ReadOnlySpan<byte> root, SpreadsheetLimits limits) =>
        root.SequenceEqual("worksheet"u8) ? new WorksheetRules(limits)
        : root.SequenceEqual("sst"u8) ? new SharedStringRules(limits)
        : new OtherPartRules(limits);

    /// <summary>An empty element starts and ends.</summary>
    public abstract void Start(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes);

    public abstract void End(ReadOnlySpan<byte> name);

    public abstract void Text(ReadOnlySpan<byte> text);

    /// <returns>The raw value; empty when the attribute is absent or empty.</returns>
    public static ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var equals = attributes.IndexOf((byte)'=');
            if (equals < 0)
                return default;
            var found = attributes[..equals].Trim(" \t\r\n"u8);
            var value = attributes[(equals + 1)..].TrimStart(" \t\r\n"u8);
            if (value.Length < 2)
                return default;
            var length = value[1..].IndexOf(value[0]);
            if (length < 0)
                return default;
            if (found.SequenceEqual(name))
                return value.Slice(1, length);
            attributes = value[(length + 2)..];
        }
    }

    /// <returns>−1 when the text is not a whole number of at most nine digits; longer ones are all ones.</returns>
    protected static int Number(ReadOnlySpan<byte> digits)
    {
        if (digits.Length == 0)
            return -1;
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = Math.Min((number * 10) + (digit - '0'), int.MaxValue);
        }

        return (int)number;
    }
}

/// <summary>Styles, relations, the workbook, drawings: no rule but how many elements there are.</summary>
internal sealed class OtherPartRules(SpreadsheetLimits limits) : PartRules
{
    private int _elements;

    public override void Start(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes)
    {
        if (++_elements > limits.MaxOtherElements)
            throw new SpreadsheetRefusedException("file_too_complex", $"A part of the workbook has more than {limits.MaxOtherElements:N0} elements.");
    }

    public override void End(ReadOnlySpan<byte> name)
    {
    }

    public override void Text(ReadOnlySpan<byte> text)
    {
    }
}

/// <summary>Counts characters of UTF-8 XML text; an entity such as <c>&amp;amp;</c> is one. Pieces may be cut anywhere.</summary>
internal struct TextLength
{
    private bool _inEntity;

    public int Count { get; private set; }

    public void Reset() => this = default;

    public void Add(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            if (_inEntity)
                _inEntity = value != (byte)';';
            else if ((value & 0xC0) != 0x80)
            {
                count++;
                _inEntity = value == (byte)'&';
            }
        }

        Count += count;
    }
}
