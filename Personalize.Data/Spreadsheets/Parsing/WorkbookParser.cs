using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Data.Spreadsheets.Parsing;

/// <summary>Sends the rows of every sheet of a workbook to a writer, in order.</summary>
internal static class WorkbookParser
{
    private const int RowsPerReport = 1_000;

    public static void Run(Stream file, SpreadsheetFormat format, SpreadsheetLimits limits, RowWriter rows)
    {
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            file.Position = 0;
            var settings = new ExcelReaderConfiguration { LeaveOpen = true };
            using var reader = format == SpreadsheetFormat.Xlsx
                ? ExcelReaderFactory.CreateOpenXmlReader(file, settings)
                : ExcelReaderFactory.CreateBinaryReader(file, settings);
            ReadSheets(reader, limits, rows);
        }
        catch (Exception problem) when (problem is EndOfStreamException or not (OutOfMemoryException or SpreadsheetRefusedException or IOException))
        {
            // The parser meets damage with whatever its arithmetic or collections throw. All of it means the same here.
            throw Explain(problem);
        }
    }

    private static SpreadsheetRefusedException Explain(Exception problem) => problem switch
    {
        InvalidPasswordException => new("file_encrypted", "The workbook is locked with a password. Save it without one and retry.", problem),
        XmlException => new("file_structure", "The workbook is damaged: one of its parts is not valid XML.", problem),
        HeaderException => new("file_structure", "The workbook is damaged: its beginning is missing or wrong.", problem),
        _ => new("file_structure", "The workbook is damaged or not written as the format demands. Save it again with a spreadsheet program.", problem),
    };

    private static void ReadSheets(IExcelDataReader reader, SpreadsheetLimits limits, RowWriter rows)
    {
        var sheet = 0;
        do
        {
            if (reader.FieldCount > limits.MaxColumns)
                throw new SpreadsheetRefusedException("file_too_wide", $"A sheet has {reader.FieldCount:N0} columns; at most {limits.MaxColumns} are read.");
            rows.Sheet(sheet, reader.Name ?? "");
            ReadRows(reader, sheet, rows);
            sheet++;
        }
        while (reader.NextResult());
    }

    private static void ReadRows(IExcelDataReader reader, int sheet, RowWriter rows)
    {
        var cells = new Cell[Math.Max(0, reader.FieldCount)];
        var rowCount = Math.Max(1, reader.RowCount);
        while (reader.Read())
        {
            for (var column = 0; column < cells.Length; column++)
                cells[column] = ToCell(reader, column);
            rows.Row(reader.Depth + 1, cells);
            if (reader.Depth % RowsPerReport == 0)
                rows.Progress((sheet + ((double)reader.Depth / rowCount)) / Math.Max(1, reader.ResultsCount));
        }
    }

    private static Cell ToCell(IExcelDataReader reader, int column)
    {
        if (reader.GetValue(column) is not { } value)
            return Cell.Empty;
        return value switch
        {
            string text => Cell.Of(text),
            double number => Cell.Of(number),
            DateTime date => Cell.Of(date),
            bool flag => Cell.Of(flag),
            TimeSpan time => Cell.Of(time.TotalDays),
            IConvertible other => Cell.Of(other.ToDouble(CultureInfo.InvariantCulture)),
            _ => Cell.Of(value.ToString() ?? ""),
        };
    }
}
