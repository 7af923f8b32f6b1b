namespace Personalize.Data.Spreadsheets;

/// <summary>What a file is by its content, whatever it is called.</summary>
public enum SpreadsheetFormat
{
    /// <summary>Zip package with XML parts.</summary>
    Xlsx,

    /// <summary>Excel 97–2003 (BIFF8) in a compound file.</summary>
    Xls,

    /// <summary>Text with separators.</summary>
    Csv,
}
