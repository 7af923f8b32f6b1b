namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>Reads a text file once: valid characters, closed quotes, bounded records, one separator throughout.</summary>
internal static class TextScan
{
    private const int BlockLength = 32 << 10;

    public static void Run(Stream file, TextShape shape, SpreadsheetLimits limits, CancellationToken cancellation)
    {
        using var reader = shape.Open(file);
        var block = new char[BlockLength];
        var record = new FieldCounter(shape.Separator);
        var number = 1;
        int length;
        while ((length = reader.ReadBlock(block)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = block.AsSpan(0, length);
            if (text.Contains('\0'))
                throw TextShape.NotUnicode();
            foreach (var character in text)
            {
                if (!record.Take(character))
                {
                    if (record.FieldLength > limits.MaxTextFieldLength || record.Length > limits.MaxTextRecordLength)
                        throw TooLong(record, number);
                    continue;
                }

                Check(record, number, shape, limits);
                record.NextRecord();
                if (++number > limits.MaxRows + 1)
                    throw TooMany(limits);
            }

            // A record that never ends is refused while it grows.
            CheckWidth(record, number, limits);
        }

        if (record.Quoted)
            throw Unclosed(number);
        Check(record, number, shape, limits);
        if (!record.Blank && number > limits.MaxRows)
            throw TooMany(limits);
    }

    private static void Check(in FieldCounter record, int number, TextShape shape, SpreadsheetLimits limits)
    {
        CheckWidth(record, number, limits);
        if (record.Width == 1 && shape.Width > 2 && record.OtherSeparators == shape.Width - 1)
            throw new SpreadsheetRefusedException("file_structure",
                $"Record {number:N0} uses another separator than the rest, {Name(shape.Separator)}. Use one throughout.");
    }

    private static void CheckWidth(in FieldCounter record, int number, SpreadsheetLimits limits)
    {
        if (record.Width > limits.MaxColumns)
            throw new SpreadsheetRefusedException("file_too_wide", $"Record {number:N0} has more than {limits.MaxColumns} fields.");
    }

    private static SpreadsheetRefusedException TooLong(in FieldCounter record, int number) =>
        record.Quoted ? Unclosed(number) : new("file_structure", $"Record {number:N0} is too long. Is this a table with one record per line?");

    private static SpreadsheetRefusedException Unclosed(int number) =>
        new("file_structure", $"A quote opened in record {number:N0} is never closed.");

    private static SpreadsheetRefusedException TooMany(SpreadsheetLimits limits) =>
        new("file_too_long", $"The file has more than {limits.MaxRows:N0} rows. Split it and retry.");

    private static string Name(char separator) => separator switch
    {
        ',' => "the comma",
        ';' => "the semicolon",
        '\t' => "the tab",
        _ => "the bar",
    };
}
