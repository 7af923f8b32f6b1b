using Personalize.Data.Spreadsheets.Guard;
using Personalize.Data.Spreadsheets.Rows;
using Sylvan.Data.Csv;

namespace Personalize.Data.Spreadsheets.Parsing;

/// <summary>Sends the records of a text file to a writer, as rows of the only sheet.</summary>
internal static class TextParser
{
    private const int RowsPerReport = 1_000;

    public static void Run(Stream file, SpreadsheetLimits limits, RowWriter rows)
    {
        var shape = TextShape.Detect(file);
        using var text = shape.Open(file);
        rows.Sheet(0, "");
        try
        {
            using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = shape.Separator,
                MaxBufferSize = limits.MaxTextRecordLength * 2,
                Schema = CsvSchema.Nullable,
            });
            Read(reader, file, limits, rows);
        }
        catch (CsvRecordTooLargeException problem)
        {
            throw new SpreadsheetRefusedException("file_structure", $"Record {problem.RowNumber:N0} is too long. Check its quotes.", problem);
        }
        catch (CsvFormatException problem)
        {
            throw new SpreadsheetRefusedException("file_structure", $"Record {problem.RowNumber:N0} is not well formed. Check its quotes.", problem);
        }
    }

    private static void Read(CsvDataReader reader, Stream file, SpreadsheetLimits limits, RowWriter rows)
    {
        var cells = new Cell[limits.MaxColumns];
        while (reader.Read())
        {
            var count = reader.RowFieldCount;
            if (count > cells.Length)
                throw new SpreadsheetRefusedException("file_too_wide", $"Record {reader.RowNumber:N0} has more than {limits.MaxColumns} fields.");
            for (var column = 0; column < count; column++)
                cells[column] = Cell.Of(reader.GetString(column));
            rows.Row(reader.RowNumber, cells.AsSpan(0, count));
            if (reader.RowNumber % RowsPerReport == 0)
                rows.Progress((double)file.Position / file.Length);
        }
    }
}
