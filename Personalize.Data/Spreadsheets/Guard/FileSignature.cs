namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>What the first bytes say.</summary>
internal enum FileContent
{
    Package,
    Compound,
    Text,
}

/// <summary>Tells what a file is from its bytes, and whether its name agrees.</summary>
internal static class FileSignature
{
    private const int Window = 4096;

    public static FileContent Detect(Stream file)
    {
        Span<byte> window = stackalloc byte[Window];
        file.Position = 0;
        var head = window[..file.ReadAtLeast(window, Window, throwOnEndOfStream: false)];
        if (head.IsEmpty)
            throw new SpreadsheetRefusedException("file_empty", "The file is empty: it holds 0 bytes. Save it again and retry.");
        if (head.StartsWith("PK\u0003\u0004"u8))
            return FileContent.Package;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return FileContent.Compound;
        if (IsBareBiff(head))
            throw new SpreadsheetRefusedException("file_type_unsupported", "This is a workbook of Excel 2 to 4. Save it as .xlsx and retry.");
        if (head.Length > 3 && LooksLikeText(head))
            return FileContent.Text;
        throw new SpreadsheetRefusedException("file_signature", "The content is not a spreadsheet: neither a workbook (.xlsx, .xls) nor text (.csv).");
    }

    public static void RequireNameFits(FileContent content, string fileName)
    {
        var ending = Path.GetExtension(fileName.Replace('\\', '/')).ToUpperInvariant();
        switch (ending)
        {
            case ".XLSM" or ".XLTM" or ".XLAM":
                throw new SpreadsheetRefusedException("file_active_content", "Workbooks that may hold macros are not read. Save it as .xlsx and retry.");
            case ".XLSB" or ".ODS" or ".NUMBERS":
                throw new SpreadsheetRefusedException("file_type_unsupported", $"{ending.ToLowerInvariant()} files are not read. Save it as .xlsx or .csv and retry.");
        }

        var fits = content switch
        {
            FileContent.Package => ending is ".XLSX",
            // Locked .xlsx files are compound files; the rules of that format refuse them by their marker.
            FileContent.Compound => ending is ".XLS" or ".XLT" or ".XLSX",
            _ => ending is ".CSV" or ".TSV" or ".TXT",
        };
        if (fits)
            return;
        if (ending is not (".XLSX" or ".XLS" or ".XLT" or ".CSV" or ".TSV" or ".TXT"))
        {
            var kind = ending.Length is > 1 and <= 10 ? $"Files ending in \"{ending.ToLowerInvariant()}\"" : "Files without an ending that tells their kind";
            throw new SpreadsheetRefusedException("file_type_mismatch", $"{kind} are not read. Save it as .xlsx or .csv and retry.");
        }

        var found = content switch
        {
            FileContent.Package => "a zip package (.xlsx)",
            FileContent.Compound => "an old workbook (.xls)",
            _ => "text (.csv)",
        };
        throw new SpreadsheetRefusedException("file_type_mismatch",
            $"The content is {found}, but the name ends in \"{ending.ToLowerInvariant()}\". Rename the file and retry.");
    }

    /// <summary>BOF records of BIFF2, 3, 4 and of BIFF5 outside a compound file.</summary>
    private static bool IsBareBiff(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head[0] == 0x09 && head[1] is 0x00 or 0x02 or 0x04 or 0x08 && head[2] is 0x04 or 0x06 or 0x08 or 0x10 && head[3] == 0;

    private static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return true;
        if (head.StartsWith("MZ"u8) && head.Contains((byte)0) || head.StartsWith("%PDF-"u8))
            return false;
        // Control characters other than white space mark binary content. NUL is let through here when the
        // rest looks like text, so that its refusal can speak of the encoding.
        var odd = 0;
        var zero = 0;
        foreach (var value in head)
        {
            if (value == 0)
                zero++;
            else if (value < 0x20 && value is not (0x09 or 0x0A or 0x0B or 0x0C or 0x0D))
                odd++;
        }

        return odd * 50 <= head.Length && zero * 3 <= head.Length * 2;
    }
}
