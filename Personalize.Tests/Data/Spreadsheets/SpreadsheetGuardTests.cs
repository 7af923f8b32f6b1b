using System.Buffers.Binary;
using System.Text;
using Personalize.Data.Spreadsheets;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>Files that are not what they say, or damaged, or hold more than values.</summary>
public sealed class SpreadsheetGuardTests
{
    private static readonly byte[] Sound = Workbooks.Of(["customer_id", "age"], ["C1", 30]);
    private static readonly byte[] Bof8 = [0x00, 0x06, 0x05, 0, 0, 0, 0, 0];
    private static readonly byte[] Bof5 = [0x00, 0x05, 0x05, 0, 0, 0, 0, 0];

    private static readonly Dictionary<string, (string Name, Func<byte[]> Content)> Files = new()
    {
        ["empty"] = ("a.xlsx", () => []),
        ["three bytes"] = ("a.xlsx", () => "PK\u0003"u8.ToArray()),
        ["program renamed"] = ("a.xlsx", () => [.. "MZ"u8, .. new byte[4000]]),
        ["random bytes"] = ("a.csv", () => Seeded(4000)),
        ["portable document"] = ("a.csv", () => "%PDF-1.7 and so on"u8.ToArray()),
        ["workbook called csv"] = ("a.csv", () => Sound),
        ["workbook called xls"] = ("a.xls", () => Sound),
        ["text called xlsx"] = ("a.xlsx", () => "customer_id,age\nC1,30\n"u8.ToArray()),
        ["no ending"] = ("a", () => Sound),
        ["cut off"] = ("a.xlsx", () => Sound[..(Sound.Length / 2)]),
        ["trailing bytes"] = ("a.xlsx", () => [.. Sound, 1, 2, 3]),
        ["zip without workbook"] = ("a.xlsx", () => Workbooks.Package(("readme.txt", "hello"))),
        ["two parts of one name"] = ("a.xlsx", () => Workbooks.Package([.. Workbooks.Parts(""), ("XL/workbook.xml", "<workbook/>")])),
        ["1,001 parts"] = ("a.xlsx", () => Workbooks.Package([.. Enumerable.Range(0, 1001).Select(index => ($"xl/{index}.xml", ""))])),
        ["60,000 parts under a small number"] = ("a.xlsx", () => WithEntryCount(Workbooks.Package([.. Enumerable.Range(0, 60_000).Select(index => ($"xl/{index}.xml", ""))]), 5)),
        ["parts missing from the directory"] = ("a.xlsx", () => WithEntryCount(Sound, 7)),
        ["symbolic link"] = ("a.xlsx", () => WithEntryField(Sound, attributes: 0xA1FF_0000)),
        ["encryption flag"] = ("a.xlsx", () => WithEntryField(Sound, flags: 1)),
        ["unknown packing"] = ("a.xlsx", () => WithEntryField(Sound, method: 12)),
        ["sheet declared shorter than it is"] = ("a.xlsx", () => WithEntryField(Sound, inflated: 40)),
        ["sheet declared longer than it is"] = ("a.xlsx", () => WithEntryField(Sound, inflated: 100_000)),
        ["nested archive by name"] = ("a.xlsx", () => Workbooks.Package([.. Workbooks.Parts("<worksheet/>"), ("xl/embeddings/inner.zip", "x")])),
        ["nested archive by content"] = ("a.xlsx", () => Workbooks.Package([.. Workbooks.Parts("<worksheet/>"), ("xl/media/picture.png", "PK\u0003\u0004rest")])),
        ["macro"] = ("a.xlsx", () => Workbooks.Package([.. Workbooks.Parts("<worksheet/>"), ("xl/vbaProject.bin", "x")])),
        ["external link"] = ("a.xlsx", () => Workbooks.Package([.. Workbooks.Parts("<worksheet/>"), ("xl/externalLinks/externalLink1.xml", "<x/>")])),
        ["called xlsm"] = ("a.xlsm", () => Sound),
        ["binary workbook"] = ("a.xlsx", () => Workbooks.Package(("xl/workbook.bin", "x"))),
        ["open document"] = ("a.xlsx", () => Workbooks.Package(("mimetype", "x"), ("content.xml", "<x/>"))),
        ["strict dialect"] = ("a.xlsx", () => Workbooks.WithSheet("""<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>""")),
        ["called ods"] = ("a.ods", () => Sound),
        ["document type"] = ("a.xlsx", () => Workbooks.WithSheet("<!DOCTYPE worksheet><worksheet/>")),
        ["billion laughs"] = ("a.xlsx", () => Workbooks.WithSheet("""<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>""")),
        ["external entity"] = ("a.xlsx", () => Workbooks.WithSharedStrings("""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>""")),
        ["entity that is not defined"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>""")),
        ["UTF-16 part"] = ("a.xlsx", () => PackageWith("xl/worksheets/sheet1.xml", Encoding.Unicode.GetPreamble(), Encoding.Unicode.GetBytes("<worksheet/>"))),
        ["UTF-16 part behind a space"] = ("a.xlsx", () => PackageWith("xl/worksheets/sheet1.xml", Encoding.Unicode.GetPreamble(), Encoding.Unicode.GetBytes(" <worksheet/>"))),
        ["UTF-16 part, big end first"] = ("a.xlsx", () => PackageWith("xl/worksheets/sheet1.xml", Encoding.BigEndianUnicode.GetPreamble(), Encoding.BigEndianUnicode.GetBytes("\n<worksheet/>"))),
        ["UCS-4 part"] = ("a.xlsx", () => PackageWith("xl/worksheets/sheet1.xml", Encoding.UTF32.GetPreamble(), Encoding.UTF32.GetBytes(" <worksheet/>"))),
        ["UCS-4 part, big end first"] = ("a.xlsx", () => PackageWith("xl/worksheets/sheet1.xml", [0, 0, 0xFE, 0xFF], [0, 0, 0, 0x20])),
        ["wide sheet behind 300 KB of white space"] = ("a.xlsx", () => Workbooks.WithSheet($"{new string(' ', 300_000)}<worksheet xmlns=\"{Workbooks.Main}\"><sheetData><row r=\"1\"><c r=\"IW1\"/></row></sheetData></worksheet>")),
        ["EBCDIC part"] = ("a.xlsx", () => Workbooks.WithSheet("""<?xml version="1.0" encoding="IBM037"?><worksheet/>""")),
        ["not closed"] = ("a.xlsx", () => Workbooks.WithSheet("<worksheet><sheetData>")),
        ["two roots"] = ("a.xlsx", () => Workbooks.WithSheet("<worksheet/><worksheet/>")),
        ["row -5"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="-5"/>""")),
        ["row 0"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="0"/>""")),
        ["rows out of order"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="2"/><row r="1"/>""")),
        ["row twice"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="2"/><row r="2"/>""")),
        ["cell without row"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="1"><c r="A"/></row>""")),
        ["cell in lower case"] = ("a.xlsx", () => Workbooks.WithCells("""<row r="1"><c r="a1"/></row>""")),
        ["column that is no number"] = ("a.xlsx", () => Workbooks.WithSheet($"""<worksheet xmlns="{Workbooks.Main}"><cols><col min="abc" max="2"/></cols><sheetData/></worksheet>""")),
        ["nested 1,000 deep"] = ("a.xlsx", () => Workbooks.WithCells(string.Concat(Enumerable.Repeat("<x>", 1000)) + string.Concat(Enumerable.Repeat("</x>", 1000)))),
        ["a tag of 300 KB"] = ("a.xlsx", () => Workbooks.WithCells($"""<row r="1" spans="{new string('1', 300_000)}"/>""")),
        ["old workbook, locked"] = ("a.xls", () => CompoundFiles.Of(("Workbook", CompoundFiles.Records((0x809, Bof8), (0x2F, new byte[6]))))),
        ["old workbook with macros"] = ("a.xls", () => CompoundFiles.Of(("Workbook", CompoundFiles.Records((0x809, Bof8), (0x0A, []))), ("_VBA_PROJECT_CUR", []))),
        ["old workbook with a macro sheet"] = ("a.xls", () => CompoundFiles.Of(("Workbook", CompoundFiles.Records((0x809, Bof8), (0x85, [0, 0, 0, 0, 0, 1, 1, 0, 65]), (0x0A, []))))),
        ["small old workbook with a macro sheet"] = ("a.xls", () => CompoundFiles.OfSmall("Workbook", CompoundFiles.Records((0x809, Bof8), (0x85, [0, 0, 0, 0, 0, 1, 1, 0, 65]), (0x0A, [])))),
        ["Excel 95"] = ("a.xls", () => CompoundFiles.Of(("Book", CompoundFiles.Records((0x809, Bof5))))),
        ["Excel 95 called Workbook"] = ("a.xls", () => CompoundFiles.Of(("Workbook", CompoundFiles.Records((0x809, Bof5))))),
        ["Excel 3"] = ("a.xls", () => [9, 2, 6, 0, 0, 0, 0x10, 0, 0, 0]),
        ["text document"] = ("a.xls", () => CompoundFiles.Of(("WordDocument", []))),
        ["old workbook, cut off"] = ("a.xls", () => CompoundFiles.Of(("Workbook", []))[..700]),
        ["old workbook of noise"] = ("a.xls", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Seeded(4000)]),
    };

    [Theory]
    [InlineData("empty", "file_empty")]
    [InlineData("three bytes", "file_signature")]
    [InlineData("program renamed", "file_signature")]
    [InlineData("random bytes", "file_signature")]
    [InlineData("portable document", "file_signature")]
    [InlineData("workbook called csv", "file_type_mismatch")]
    [InlineData("workbook called xls", "file_type_mismatch")]
    [InlineData("text called xlsx", "file_type_mismatch")]
    [InlineData("no ending", "file_type_mismatch")]
    [InlineData("cut off", "file_structure")]
    [InlineData("trailing bytes", "file_structure")]
    [InlineData("zip without workbook", "file_structure")]
    [InlineData("two parts of one name", "file_structure")]
    [InlineData("1,001 parts", "file_too_complex")]
    [InlineData("60,000 parts under a small number", "file_too_complex")]
    [InlineData("parts missing from the directory", "file_structure")]
    [InlineData("symbolic link", "file_structure")]
    [InlineData("encryption flag", "file_encrypted")]
    [InlineData("unknown packing", "file_structure")]
    [InlineData("sheet declared shorter than it is", "file_structure")]
    [InlineData("sheet declared longer than it is", "file_structure")]
    [InlineData("nested archive by name", "file_structure")]
    [InlineData("nested archive by content", "file_structure")]
    [InlineData("macro", "file_active_content")]
    [InlineData("external link", "file_active_content")]
    [InlineData("called xlsm", "file_active_content")]
    [InlineData("binary workbook", "file_type_unsupported")]
    [InlineData("open document", "file_type_unsupported")]
    [InlineData("strict dialect", "file_type_unsupported")]
    [InlineData("called ods", "file_type_unsupported")]
    [InlineData("document type", "file_structure")]
    [InlineData("billion laughs", "file_structure")]
    [InlineData("external entity", "file_structure")]
    [InlineData("entity that is not defined", "file_structure")]
    [InlineData("UTF-16 part", "file_structure")]
    [InlineData("UTF-16 part behind a space", "file_structure")]
    [InlineData("UTF-16 part, big end first", "file_structure")]
    [InlineData("UCS-4 part", "file_structure")]
    [InlineData("UCS-4 part, big end first", "file_structure")]
    [InlineData("wide sheet behind 300 KB of white space", "file_too_wide")]
    [InlineData("EBCDIC part", "file_structure")]
    [InlineData("not closed", "file_structure")]
    [InlineData("two roots", "file_structure")]
    [InlineData("row -5", "file_structure")]
    [InlineData("row 0", "file_structure")]
    [InlineData("rows out of order", "file_structure")]
    [InlineData("row twice", "file_structure")]
    [InlineData("cell without row", "file_structure")]
    [InlineData("cell in lower case", "file_structure")]
    [InlineData("column that is no number", "file_structure")]
    [InlineData("nested 1,000 deep", "file_too_complex")]
    [InlineData("a tag of 300 KB", "file_too_complex")]
    [InlineData("old workbook, locked", "file_encrypted")]
    [InlineData("old workbook with macros", "file_active_content")]
    [InlineData("old workbook with a macro sheet", "file_active_content")]
    [InlineData("small old workbook with a macro sheet", "file_active_content")]
    [InlineData("Excel 95", "file_type_unsupported")]
    [InlineData("Excel 95 called Workbook", "file_type_unsupported")]
    [InlineData("Excel 3", "file_type_unsupported")]
    [InlineData("text document", "file_type_unsupported")]
    [InlineData("old workbook, cut off", "file_structure")]
    [InlineData("old workbook of noise", "file_structure")]
    public async Task Unfit_file_is_refused_with_its_reason(string file, string code)
    {
        var (name, content) = Files[file];
        var outcome = await Outcome.OfAsync(content(), name);

        Assert.Equal(code, outcome.Code);
        Assert.DoesNotContain("/", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_larger_than_allowed_is_refused()
    {
        var outcome = await Outcome.OfAsync(Sound, "a.xlsx", SpreadsheetLimits.Default with { MaxFileBytes = Sound.Length - 1 });

        Assert.Equal("payload_too_large", outcome.Code);
    }

    [Fact]
    public async Task White_space_before_a_sound_sheet_is_passed_over()
    {
        var sheet = $"{new string('\n', 300_000)}<worksheet xmlns=\"{Workbooks.Main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData></worksheet>";
        var outcome = await Outcome.OfAsync(Workbooks.WithSheet(sheet), "a.xlsx");

        Assert.Null(outcome.Message);
        Assert.Equal(7, Assert.Single(outcome.Rows)[0].Number);
    }

    [Fact]
    public void Table_that_runs_in_a_circle_costs_no_more_than_a_sound_one()
    {
        var file = new byte[8 << 20];
        CompoundFiles.OfSmall("Workbook", CompoundFiles.Records((0x809, Bof8), (0x0A, [])), CompoundFiles.MiniTable.Circular).CopyTo(file, 0);
        using var stream = new MemoryStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var format = SpreadsheetGuard.Inspect(stream, "a.xls", SpreadsheetLimits.Default);

        Assert.Equal(SpreadsheetFormat.Xls, format);
        // A table of one entry per sector is 64 KB here; a circle walked until every sector had its turn took 16 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public async Task Cell_at_the_last_column_and_row_is_read()
    {
        var outcome = await Outcome.OfAsync(Workbooks.WithCells("""<row r="1048576"><c r="IV1048576"><v>7</v></c></row>"""), "a.xlsx");

        Assert.Null(outcome.Code);
        var row = Assert.Single(outcome.Rows);
        Assert.Equal((1_048_576, 7.0), (row.Number, row[255].Number));
    }

    [Fact]
    public async Task Cell_of_the_greatest_length_is_read_whatever_its_characters()
    {
        // 32,767 characters of three bytes each, and as many entities.
        var letters = new string('字', 32_767);
        var entities = string.Concat(Enumerable.Repeat("&amp;", 32_767));
        var outcome = await Outcome.OfAsync(
            Workbooks.WithCells($"""<row r="1"><c r="A1" t="inlineStr"><is><t>{letters}</t></is></c><c r="B1" t="inlineStr"><is><t>{entities}</t></is></c></row>"""), "a.xlsx");

        Assert.Null(outcome.Code);
        Assert.Equal((letters, 32_767), (outcome.Rows[0][0].ToString(), outcome.Rows[0][1].ToString().Length));
    }

    [Fact]
    public async Task Brackets_in_attributes_comments_and_literal_sections_are_no_elements()
    {
        var outcome = await Outcome.OfAsync(Workbooks.WithCells(
            """<!-- <row r="9999999"> --><row r='1' x="a>b"><c r="A1" t="inlineStr"><is><t><![CDATA[<row r="0">]]></t></is></c></row>"""), "a.xlsx");

        Assert.Null(outcome.Code);
        Assert.Equal("<row r=\"0\">", outcome.Rows[0][0].ToString());
    }

    private static byte[] Seeded(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static byte[] PackageWith(string part, params byte[][] content)
    {
        var bytes = new MemoryStream(Workbooks.Package([.. Workbooks.Parts("").Where(other => other.Name != part)]));
        using var target = new MemoryStream();
        bytes.CopyTo(target);
        using (var archive = new System.IO.Compression.ZipArchive(target, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(part).Open();
            foreach (var piece in content)
                entry.Write(piece);
        }

        return target.ToArray();
    }

    private static byte[] WithEntryCount(byte[] zip, ushort count)
    {
        var bytes = zip.ToArray();
        var end = bytes.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(end + 8), count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(end + 10), count);
        return bytes;
    }

    /// <summary>Changes fields of the directory's last entry, which is the sheet.</summary>
    private static byte[] WithEntryField(byte[] zip, ushort? flags = null, ushort? method = null, uint? inflated = null, uint? attributes = null)
    {
        var bytes = zip.ToArray();
        var entry = bytes.AsSpan(bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8));
        entry[5] = 3;
        if (flags is { } flag)
            BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], flag);
        if (method is { } packing)
            BinaryPrimitives.WriteUInt16LittleEndian(entry[10..], packing);
        if (inflated is { } length)
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], length);
        if (attributes is { } attribute)
            BinaryPrimitives.WriteUInt32LittleEndian(entry[38..], attribute);
        return bytes;
    }
}
