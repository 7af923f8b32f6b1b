using Personalize.Data.Spreadsheets;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>Small files that make an unguarded reader take gigabytes or never end.</summary>
public sealed class HostileWorkbookTests
{
    private const long Kilo = 1 << 10;
    private const long Mega = 1 << 20;

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["cell in column ZZZZZZ1"] = () => Workbooks.WithCells("""<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>"""),
        ["cell in column ZZZZZZZ1"] = () => Workbooks.WithCells("""<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>"""),
        ["257 columns"] = () => Workbooks.WithCells("""<row r="1"><c r="IW1"><v>1</v></c></row>"""),
        ["257 columns without addresses"] = () => Workbooks.WithCells($"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 257))}</row>"),
        ["row 2147483647"] = () => Workbooks.WithCells("""<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>"""),
        ["row 1048577"] = () => Workbooks.WithCells("""<row r="1048577"><c r="A1048577"><v>1</v></c></row>"""),
        ["1 GB sheet in 1.9 MB"] = () => Workbooks.WithLongPart("xl/worksheets/sheet1.xml",
            $"""<worksheet xmlns="{Workbooks.Main}"><sheetData>""", "<row><c/></row>", 1000 * Mega / 15, "</sheetData></worksheet>"),
        ["4 M shared strings"] = () => Workbooks.WithLongPart("xl/sharedStrings.xml",
            $"""<sst xmlns="{Workbooks.Main}">""", "<si><t>a</t></si>", 4_000_000, "</sst>"),
        ["4 M different shared strings"] = () => Workbooks.WithLongPart("xl/sharedStrings.xml",
            $"""<sst xmlns="{Workbooks.Main}">""", "<si><t>%</t></si>", 4_000_000, "</sst>"),
        ["one 200 MB cell"] = () => Workbooks.WithLongPart("xl/sharedStrings.xml",
            $"""<sst xmlns="{Workbooks.Main}"><si><t>""", "aaaaaaaaaaaaaaaa", 200 * Mega / 16, "</t></si></sst>"),
        ["one 9 MB cell"] = () => Workbooks.WithLongPart("xl/sharedStrings.xml",
            $"""<sst xmlns="{Workbooks.Main}"><si><t>""", "aaaaaaaaaaaaaaaa", 9 * Mega / 16, "</t></si></sst>"),
        ["one 100 KB inline cell"] = () => Workbooks.WithCells($"""<row r="1"><c r="A1" t="inlineStr"><is><t>{new string('a', (int)(100 * Kilo))}</t></is></c></row>"""),
        ["1.2 M shared strings promised"] = () => Workbooks.WithSharedStrings($"""<sst xmlns="{Workbooks.Main}" uniqueCount="1200000"/>"""),
        ["locked, spin count at its highest"] = () => CompoundFiles.Locked(uint.MaxValue),
    };

    [Theory]
    [InlineData("cell in column ZZZZZZ1", "file_too_wide")]
    [InlineData("cell in column ZZZZZZZ1", "file_too_wide")]
    [InlineData("257 columns", "file_too_wide")]
    [InlineData("257 columns without addresses", "file_too_wide")]
    [InlineData("row 2147483647", "file_too_long")]
    [InlineData("row 1048577", "file_too_long")]
    [InlineData("1 GB sheet in 1.9 MB", "file_bomb")]
    [InlineData("4 M shared strings", "file_bomb")]
    [InlineData("4 M different shared strings", "file_bomb")]
    [InlineData("one 200 MB cell", "file_bomb")]
    [InlineData("one 9 MB cell", "file_bomb")]
    [InlineData("one 100 KB inline cell", "file_bomb")]
    [InlineData("1.2 M shared strings promised", "file_bomb")]
    [InlineData("locked, spin count at its highest", "file_encrypted")]
    public async Task Hostile_workbook_is_refused_in_little_memory(string file, string code)
    {
        var content = Files[file]();
        var outcome = await Outcome.OfAsync(content, "book.xlsx");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{file}: {content.Length:N0} bytes, {outcome.Code}, {outcome.Took.TotalMilliseconds:N0} ms, child {(outcome.Usage is { } usage ? $"{usage.PeakBytes / Mega:N0} MB, {usage.ProcessorTime.TotalMilliseconds:N0} ms of processor" : "not started")}");
        Assert.Equal(code, outcome.Code);
        Assert.True((outcome.Usage?.PeakBytes ?? 0) < 256 * Mega, $"The child took {outcome.Usage?.PeakBytes:N0} bytes.");
    }

    [Fact]
    public async Task Bomb_that_slips_through_the_guard_ends_its_child_not_us()
    {
        // With the guard's limits off, the parser meets the memory limit of its process.
        var blind = SpreadsheetLimits.Default with { MaxSharedStrings = int.MaxValue, MaxSharedStringBytes = long.MaxValue, MaxRatio = int.MaxValue, MaxInflatedBytes = long.MaxValue, WorkerHeapBytes = 64 * Mega };
        var outcome = await Outcome.OfAsync(Files["4 M different shared strings"](), "book.xlsx", blind);

        Assert.Contains(outcome.Code, new[] { "file_bomb", "file_too_complex" });
    }

    [Fact]
    public async Task Child_that_takes_too_long_is_killed()
    {
        var hasty = SpreadsheetLimits.Default with { WorkerProcessorTime = TimeSpan.Zero, MaxRatio = int.MaxValue, MaxRows = int.MaxValue, MaxInflatedBytes = long.MaxValue };
        var outcome = await Outcome.OfAsync(Files["1 GB sheet in 1.9 MB"](), "book.xlsx", hasty);

        Assert.Equal("file_too_complex", outcome.Code);
    }
}
