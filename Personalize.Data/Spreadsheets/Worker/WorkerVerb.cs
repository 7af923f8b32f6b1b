using System.Diagnostics;
using System.Text.Json;
using Personalize.Data.Spreadsheets.Parsing;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>The child's side: scans and parses one file, writes its rows to standard output, and ends.</summary>
public static class WorkerVerb
{
    public const string Name = "import-worker";

    public static bool Matches(IReadOnlyList<string> arguments) => arguments.Count == 1 && arguments[0] == Name;

    /// <returns>The exit code: 0 also for a refused file, whose reason stands in the last frame; 1 for a fault of ours.</returns>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        if (ReadRequest(input) is not { } request)
            return 2;
        DieWithParent(input);
        try
        {
            Run(request, output);
            return 0;
        }
        catch (Exception problem)
        {
            Tell(problem);
            return 1;
        }
    }

    internal static void Run(WorkerRequest request, Stream output)
    {
        var rows = new RowWriter(output);
        try
        {
            Read(request, rows);
            rows.Done(PeakBytes(), ProcessorMilliseconds());
        }
        catch (SpreadsheetRefusedException refusal)
        {
            // In a frame of its own: the one begun may be what was refused.
            new RowWriter(output).Refused(refusal.Code, refusal.Message, PeakBytes(), ProcessorMilliseconds());
            if (refusal.InnerException is { } cause)
                Tell(cause);
        }
        catch (OutOfMemoryException)
        {
            new RowWriter(output).Refused("file_bomb", "The workbook needs more memory than an import may use. Split it and retry.", PeakBytes(), ProcessorMilliseconds());
        }
    }

    private static void Read(WorkerRequest request, RowWriter rows)
    {
        using var file = new FileStream(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 << 10, FileOptions.SequentialScan);
        SpreadsheetGuard.Scan(file, request.Format, request.Limits, CancellationToken.None);
        rows.Scanned();
        if (request.Format == SpreadsheetFormat.Csv)
            TextParser.Run(file, request.Limits, rows);
        else
            WorkbookParser.Run(file, request.Format, request.Limits, rows);
    }

    private static WorkerRequest? ReadRequest(Stream input)
    {
        // Byte by byte, because the stream stays open behind the line.
        var line = new List<byte>();
        for (var value = input.ReadByte(); value is not (-1 or '\n'); value = input.ReadByte())
            line.Add((byte)value);
        return line.Count == 0 ? null : JsonSerializer.Deserialize([.. line], WorkerJson.Default.WorkerRequest);
    }

    /// <summary>The end of standard input is the death of the server; then nobody is left to stop a worker that spins.</summary>
    private static void DieWithParent(Stream input)
    {
        var watch = new Thread(() =>
        {
            while (input.ReadByte() >= 0)
            {
            }

            Environment.Exit(3);
        })
        { IsBackground = true };
        watch.Start();
    }

    /// <summary>For the server's side of the story. Without messages: those of parsers quote cells.</summary>
    private static void Tell(Exception problem) => Console.Error.WriteLine($"{problem.GetType()}\n{problem.StackTrace}");

    private static long PeakBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private static long ProcessorMilliseconds()
    {
        using var self = Process.GetCurrentProcess();
        return (long)self.TotalProcessorTime.TotalMilliseconds;
    }
}
