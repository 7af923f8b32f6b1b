using System.IO.Compression;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>Inflates every part of a package once and scans those that are XML, whatever they are called.</summary>
internal static class PackageScan
{
    public static void Run(Stream file, SpreadsheetLimits limits, CancellationToken cancellation)
    {
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var scanner = new XmlScan(limits);
        foreach (var entry in archive.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Length == 0)
                continue;
            using var part = entry.Open();
            scanner.Run(part, entry.Length, cancellation);
        }
    }
}
