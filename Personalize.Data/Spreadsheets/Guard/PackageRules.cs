namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>What the names and sizes of a package's parts already give away.</summary>
internal static class PackageRules
{
    private static readonly string[] Archives = [".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".pptm", ".7z", ".rar", ".gz", ".jar"];

    public static void Check(IReadOnlyList<ZipPart> parts, SpreadsheetLimits limits)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var inflated = 0L;
        foreach (var part in parts)
        {
            if (part.Encrypted)
                throw new SpreadsheetRefusedException("file_encrypted", "The workbook is locked with a password. Save it without one and retry.");
            if (!names.Add(part.Name))
                throw new SpreadsheetRefusedException("file_structure", "Two parts of the workbook have one name.");
            if (part.SymbolicLink)
                throw new SpreadsheetRefusedException("file_structure", "The workbook holds a link to another file.");
            if (Archives.Any(ending => part.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                throw new SpreadsheetRefusedException("file_structure", "The workbook holds another archive or document inside. Remove embedded objects and retry.");
            inflated = Math.Min(inflated, long.MaxValue / 2) + Math.Min(part.Inflated, long.MaxValue / 2);
            if (inflated > limits.MaxInflatedBytes || IsBomb(part, limits))
                throw Bomb();
        }

        CheckKind(names);
    }

    public static SpreadsheetRefusedException Bomb() =>
        new("file_bomb", "The workbook is out of proportion: it unpacks to far more than a sheet of its size can hold.");

    private static bool IsBomb(ZipPart part, SpreadsheetLimits limits) =>
        part.Inflated > limits.RatioFreeBytes && part.Inflated / Math.Max(part.Compressed, 1) >= limits.MaxRatio;

    private static void CheckKind(HashSet<string> names)
    {
        if (names.Contains("content.xml") && names.Contains("mimetype"))
            throw new SpreadsheetRefusedException("file_type_unsupported", "OpenDocument files are not read. Save it as .xlsx or .csv and retry.");
        if (names.Contains("xl/workbook.bin"))
            throw new SpreadsheetRefusedException("file_type_unsupported", "Binary workbooks (.xlsb) are not read. Save it as .xlsx and retry.");
        if (names.Any(IsActive))
            throw new SpreadsheetRefusedException("file_active_content", "The workbook holds macros, controls or links to other files. Save a copy with values only and retry.");
        if (!names.Any(name => name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) && !names.Contains("_rels/.rels"))
            throw new SpreadsheetRefusedException("file_structure", "The zip file holds no workbook.");
    }

    private static bool IsActive(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) ||
        name.Contains("/externalLinks/", StringComparison.OrdinalIgnoreCase) ||
        name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase) ||
        name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase);
}
