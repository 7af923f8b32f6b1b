namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>A sheet: where its rows and cells claim to stand, and how long their text is.</summary>
/// <remarks>The parser makes an array as wide as the last column and yields every row up to the last one, used or not.</remarks>
internal sealed class WorksheetRules(SpreadsheetLimits limits) : PartRules
{
    private int _row;
    private int _column;
    private int _mergedRanges;
    private bool _inCell;
    private TextLength _length;

    public override void Start(ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes)
    {
        if (name.Length == 1)
        {
            if (name[0] == (byte)'c')
                StartCell(Attribute(attributes, "r"u8));
        }
        else if (name.SequenceEqual("row"u8))
        {
            StartRow(Attribute(attributes, "r"u8));
        }
        else if (name.SequenceEqual("col"u8))
        {
            CheckColumns(attributes);
        }
        else if (name.SequenceEqual("mergeCell"u8) && ++_mergedRanges > limits.MaxMergedRanges)
        {
            throw new SpreadsheetRefusedException("file_too_complex", $"The sheet merges more than {limits.MaxMergedRanges:N0} ranges of cells.");
        }
    }

    public override void End(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1 && name[0] == (byte)'c')
            _inCell = false;
    }

    public override void Text(ReadOnlySpan<byte> text)
    {
        if (!_inCell)
            return;
        _length.Add(text);
        if (_length.Count > limits.MaxCellLength)
            throw new SpreadsheetRefusedException("file_bomb", $"A cell in row {_row:N0} holds more than {limits.MaxCellLength:N0} characters.");
    }

    private void StartRow(ReadOnlySpan<byte> reference)
    {
        var row = reference.Length == 0 ? _row + 1 : Number(reference);
        if (row > limits.MaxRows)
            throw TooLong();
        if (row <= _row)
            throw new SpreadsheetRefusedException("file_structure", $"The rows of the sheet are out of order after row {_row:N0}.");
        _row = row;
        _column = 0;
    }

    private void StartCell(ReadOnlySpan<byte> reference)
    {
        _inCell = true;
        _length.Reset();
        if (reference.Length == 0)
        {
            _column++;
        }
        else
        {
            var letters = 0;
            _column = 0;
            while (letters < reference.Length && reference[letters] is >= (byte)'A' and <= (byte)'Z')
            {
                _column = Math.Min((_column * 26) + reference[letters] - 'A' + 1, 1 << 20);
                letters++;
            }

            var row = Number(reference[letters..]);
            if (letters == 0 || row <= 0)
                throw new SpreadsheetRefusedException("file_structure", $"A cell in row {_row:N0} has an address that is none.");
            if (row > limits.MaxRows)
                throw TooLong();
        }

        if (_column > limits.MaxColumns)
            throw new SpreadsheetRefusedException("file_too_wide", $"Row {_row:N0} has a cell beyond column {limits.MaxColumns}. Delete unused columns and retry.");
    }

    private static void CheckColumns(ReadOnlySpan<byte> attributes)
    {
        if (Number(Attribute(attributes, "min"u8)) < 1 || Number(Attribute(attributes, "max"u8)) < 1)
            throw new SpreadsheetRefusedException("file_structure", "The sheet describes a column without a proper number.");
    }

    private SpreadsheetRefusedException TooLong() =>
        new("file_too_long", $"The sheet has cells beyond row {limits.MaxRows:N0}. Split it and retry.");
}
