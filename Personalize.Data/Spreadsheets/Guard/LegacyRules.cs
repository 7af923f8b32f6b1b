using System.Buffers.Binary;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>Compound files: old workbooks, and new ones locked with a password.</summary>
internal static class LegacyRules
{
    private const int Bof = 0x0809;
    private const int EndOfSubstream = 0x000A;
    private const int FilePass = 0x002F;
    private const int BoundSheet = 0x0085;
    private const int Biff8 = 0x0600;
    private const int Window = 256 << 10;

    public static void Check(Stream file)
    {
        var compound = new CompoundFile(file);
        // Decided by the marker alone: deriving a key takes as long as the file says.
        if (Has(compound, "EncryptedPackage") || Has(compound, "EncryptionInfo"))
            throw Encrypted();
        if (Has(compound, "_VBA_PROJECT_CUR") || Has(compound, "_VBA_PROJECT") || Has(compound, "VBA"))
            throw ActiveContent();
        var workbook = compound.Entries.FirstOrDefault(entry => entry.IsStream && entry.Name.Equals("Workbook", StringComparison.OrdinalIgnoreCase));
        if (workbook.Name is null)
        {
            throw Has(compound, "Book")
                ? new SpreadsheetRefusedException("file_type_unsupported", "This is a workbook of Excel 5 or 95. Save it as .xlsx and retry.")
                : new SpreadsheetRefusedException("file_type_unsupported", "This is an Office document, but not a workbook.");
        }

        CheckRecords(compound.ReadStart(workbook, Window));
    }

    private static bool Has(CompoundFile file, string name) =>
        file.Entries.Any(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void CheckRecords(ReadOnlySpan<byte> records)
    {
        if (records.Length < 8 || U16(records) != Bof)
            throw new SpreadsheetRefusedException("file_structure", "The workbook is damaged: its content does not begin as one.");
        if (U16(records[4..]) != Biff8)
            throw new SpreadsheetRefusedException("file_type_unsupported", "This is a workbook of Excel 95 or older. Save it as .xlsx and retry.");
        while (records.Length >= 4)
        {
            int kind = U16(records), length = U16(records[2..]);
            if (kind == FilePass)
                throw Encrypted();
            if (kind == BoundSheet && length >= 6 && records.Length >= 10 && records[9] == 1)
                throw ActiveContent();
            if (kind == EndOfSubstream || records.Length < 4 + length)
                return;
            records = records[(4 + length)..];
        }
    }

    private static int U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static SpreadsheetRefusedException Encrypted() =>
        new("file_encrypted", "The workbook is locked with a password. Save it without one and retry.");

    private static SpreadsheetRefusedException ActiveContent() =>
        new("file_active_content", "The workbook holds macros. Save it as .xlsx without them and retry.");
}
