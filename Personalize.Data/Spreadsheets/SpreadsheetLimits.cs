namespace Personalize.Data.Spreadsheets;

/// <summary>How much of a file we are willing to look at. The defaults let a real 541,909-row workbook pass (25 MB, 212 MB inflated).</summary>
public sealed record SpreadsheetLimits
{
    public static SpreadsheetLimits Default { get; } = new();

    public long MaxFileBytes { get; init; } = 100_000_000;

    /// <summary>Entries of a zip package.</summary>
    public int MaxParts { get; init; } = 1_000;

    /// <summary>Sum of the inflated sizes of all parts.</summary>
    public long MaxInflatedBytes { get; init; } = 1L << 30;

    /// <summary>Inflated size per compressed byte of one part, looked at above <see cref="RatioFreeBytes"/>.</summary>
    public int MaxRatio { get; init; } = 100;
    public long RatioFreeBytes { get; init; } = 10L << 20;

    public int MaxColumns { get; init; } = 256;

    /// <summary>The last row number that a sheet may use; also Excel's own.</summary>
    public int MaxRows { get; init; } = 1_048_576;
    public int MaxSharedStrings { get; init; } = 1_100_000;
    public long MaxSharedStringBytes { get; init; } = 128L << 20;

    /// <summary>Characters of one workbook cell; also Excel's own.</summary>
    public int MaxCellLength { get; init; } = 32_767;

    /// <summary>Characters of one field of a text file, which Excel's limit does not bind.</summary>
    public int MaxTextFieldLength { get; init; } = 2 << 20;

    /// <summary>Characters of one record of a text file, line breaks inside quotes included.</summary>
    public int MaxTextRecordLength { get; init; } = 4 << 20;

    /// <summary>Nesting of elements in an XML part.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>Elements of a part that is neither a sheet nor the shared strings: styles, relations, the workbook itself.</summary>
    public int MaxOtherElements { get; init; } = 1_000_000;
    public int MaxMergedRanges { get; init; } = 100_000;

    /// <summary>Hard limit of the child's managed heap.</summary>
    public long WorkerHeapBytes { get; init; } = 0x12C0_0000;

    /// <summary>Processor time of the child: this much, and again for every started 10 MB of file.</summary>
    public TimeSpan WorkerProcessorTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time on the wall per unit of processor time allowed: the child waits while its reader stores rows.</summary>
    public int WorkerPatience { get; init; } = 10;

    public TimeSpan ProcessorTimeFor(long fileBytes) => WorkerProcessorTime * (1 + ((fileBytes + (10L << 20) - 1) / (10L << 20)));

    public TimeSpan WallTimeFor(long fileBytes) => ProcessorTimeFor(fileBytes) * WorkerPatience;
}
