using System.IO.Compression;
using System.Text;
using Personalize.Data.Spreadsheets.Guard;

namespace Personalize.Data.Spreadsheets;

/// <summary>
/// Looks at a file before any parser does. <see cref="Inspect"/> reads tables of contents, a few megabytes of the largest file, and is safe in the server;
/// <see cref="Scan"/> reads the whole file once, in bounded memory, and belongs in the worker process.
/// </summary>
public static class SpreadsheetGuard
{
    /// <summary>Signature, name, zip directory, markers of encryption and macros.</summary>
    /// <param name="fileName">As the sender calls it; only its ending is looked at.</param>
    /// <exception cref="SpreadsheetRefusedException">The file cannot be imported.</exception>
    public static SpreadsheetFormat Inspect(Stream file, string fileName, SpreadsheetLimits limits)
    {
        if (file.Length > limits.MaxFileBytes)
            throw new SpreadsheetRefusedException("payload_too_large",
                $"The file has {file.Length:N0} bytes; at most {limits.MaxFileBytes:N0} are read. Split it.");
        var content = FileSignature.Detect(file);
        FileSignature.RequireNameFits(content, fileName);
        switch (content)
        {
            case FileContent.Package:
                PackageRules.Check(ZipDirectory.Read(file, limits), limits);
                return SpreadsheetFormat.Xlsx;
            case FileContent.Compound:
                LegacyRules.Check(file);
                return SpreadsheetFormat.Xls;
            default:
                return SpreadsheetFormat.Csv;
        }
    }

    /// <summary>Every cell reference, every size, every character: what <see cref="Inspect"/> cannot see from outside.</summary>
    /// <exception cref="SpreadsheetRefusedException">The file cannot be imported.</exception>
    public static void Scan(Stream file, SpreadsheetFormat format, SpreadsheetLimits limits, CancellationToken cancellation)
    {
        try
        {
            switch (format)
            {
                case SpreadsheetFormat.Xlsx:
                    PackageScan.Run(file, limits, cancellation);
                    break;
                case SpreadsheetFormat.Csv:
                    TextScan.Run(file, TextShape.Detect(file), limits, cancellation);
                    break;
                default:
                    // BIFF8 has its bounds in the format: 65,536 rows, 256 columns, 32,767 characters.
                    break;
            }
        }
        catch (InvalidDataException)
        {
            throw new SpreadsheetRefusedException("file_structure", "The file is damaged: a compressed part does not inflate. Save it again and retry.");
        }
        catch (DecoderFallbackException)
        {
            throw TextShape.NotUnicode();
        }
    }
}
