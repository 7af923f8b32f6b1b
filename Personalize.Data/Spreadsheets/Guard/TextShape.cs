using System.Text;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>How a text file is written: its encoding, what separates its fields, and how many fields most records have.</summary>
internal sealed record TextShape(Encoding Encoding, char Separator, int Width)
{
    public const string Separators = ",;\t|";
    private const int SampleLength = 64 << 10;

    /// <summary>Text that is not valid in its encoding throws <see cref="DecoderFallbackException"/> while it is read.</summary>
    public StreamReader Open(Stream file)
    {
        file.Position = 0;
        return new StreamReader(file, Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 << 10, leaveOpen: true);
    }

    public static TextShape Detect(Stream file)
    {
        var plain = new TextShape(DetectEncoding(file), ',', Width: 1);
        using var reader = plain.Open(file);
        var sample = new char[SampleLength];
        var length = reader.ReadBlock(sample);
        var text = sample.AsSpan(0, length).TrimStart('\uFEFF');
        var best = plain;
        var bestRecords = 0;
        foreach (var separator in Separators)
        {
            var (width, records) = MostCommonWidth(text, separator);
            if (width > 1 && records > bestRecords)
                (best, bestRecords) = (plain with { Separator = separator, Width = width }, records);
        }

        return best;
    }

    public static SpreadsheetRefusedException NotUnicode() =>
        new("encoding", "The text is not valid UTF-8 or UTF-16. Save it as \"CSV UTF-8\" and retry.");

    private static Encoding DetectEncoding(Stream file)
    {
        Span<byte> mark = stackalloc byte[3];
        file.Position = 0;
        mark = mark[..file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false)];
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    }

    /// <summary>The width that most records of the sample share, and how many do.</summary>
    private static (int Width, int Records) MostCommonWidth(ReadOnlySpan<char> sample, char separator)
    {
        var widths = new Dictionary<int, int>();
        var fields = new FieldCounter(separator);
        foreach (var character in sample)
        {
            if (!fields.Take(character))
                continue;
            if (!fields.Blank)
                widths[fields.Width] = widths.GetValueOrDefault(fields.Width) + 1;
            fields.NextRecord();
        }

        if (!fields.Blank)
            widths[fields.Width] = widths.GetValueOrDefault(fields.Width) + 1;
        var most = widths.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).FirstOrDefault();
        return (most.Key, most.Value);
    }
}
