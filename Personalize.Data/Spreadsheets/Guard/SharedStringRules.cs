namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>The table of texts that cells refer to; the parser holds all of it in memory.</summary>
internal sealed class SharedStringRules(SpreadsheetLimits limits) : PartRules
{
    private int _count;
    private long _bytes;
    private bool _inItem;
    private TextLength _length;

    public override void Start(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes)
    {
        if (name.SequenceEqual("si"u8))
        {
            _inItem = true;
            _length.Reset();
            if (++_count > limits.MaxSharedStrings)
                throw TooMany();
        }
        else if (name.SequenceEqual("sst"u8) && Number(Attribute(attributes, "uniqueCount"u8)) > limits.MaxSharedStrings)
        {
            throw TooMany();
        }
    }

    public override void End(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("si"u8))
            _inItem = false;
    }

    public override void Text(ReadOnlySpan<byte> text)
    {
        if (!_inItem)
            return;
        _length.Add(text);
        _bytes += text.Length;
        if (_length.Count > limits.MaxCellLength)
            throw new SpreadsheetRefusedException("file_bomb", $"A cell holds more than {limits.MaxCellLength:N0} characters.");
        if (_bytes > limits.MaxSharedStringBytes)
            throw new SpreadsheetRefusedException("file_bomb", $"The texts of the workbook take more than {limits.MaxSharedStringBytes:N0} bytes. Split it and retry.");
    }

    private SpreadsheetRefusedException TooMany() =>
        new("file_bomb", $"The workbook has more than {limits.MaxSharedStrings:N0} different texts. Split it and retry.");
}
