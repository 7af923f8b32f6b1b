using System.Text;
using Personalize.Data.Spreadsheets;

namespace Personalize.Tests.Data.Spreadsheets;

public sealed class TextFileTests
{
    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["cp1252"] = () => [.. "id,name\n1,M"u8, 0xFC, .. "ller\n"u8],
        ["cut in a character"] = () => [.. "id,name\n1,"u8, 0xE2, 0x82],
        ["half a surrogate pair"] = () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,name\n1,"), 0x00, 0xD8, 0x0A, 0x00],
        ["zero bytes"] = () => "id,name\n1,a\0b\n"u8.ToArray(),
        ["one line of 5 MB"] = () => Encoding.UTF8.GetBytes(new string('a', 5 << 20)),
        ["one record of many long fields"] = () => Encoding.UTF8.GetBytes("id,name\n" + string.Join(',', Enumerable.Repeat(new string('a', 1 << 20), 6))),
        ["quote never closed"] = () => "id,name\n1,\"a\n2,b\n"u8.ToArray(),
        ["10,000 columns"] = () => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 10_000))),
        ["257 columns in the last record"] = () => Encoding.UTF8.GetBytes("id,name\n" + new string(',', 256) + "\n"),
        ["semicolons in a file of commas"] = () => "id,name,age\n1,a,30\n2;b;40\n"u8.ToArray(),
        ["tabs in a file of semicolons"] = () => "id;name;age\n1;a;30\n2\tb\t40\n"u8.ToArray(),
        ["a wide record after carriage returns"] = () => Encoding.UTF8.GetBytes("id,name\r1,a\r" + new string(',', 256) + "\r"),
        ["1,048,577 rows"] = () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1\n", 1_048_577))),
    };

    [Theory]
    [InlineData("cp1252", "encoding")]
    [InlineData("cut in a character", "encoding")]
    [InlineData("half a surrogate pair", "encoding")]
    [InlineData("zero bytes", "encoding")]
    [InlineData("one line of 5 MB", "file_structure")]
    [InlineData("one record of many long fields", "file_structure")]
    [InlineData("quote never closed", "file_structure")]
    [InlineData("10,000 columns", "file_too_wide")]
    [InlineData("257 columns in the last record", "file_too_wide")]
    [InlineData("semicolons in a file of commas", "file_structure")]
    [InlineData("tabs in a file of semicolons", "file_structure")]
    [InlineData("a wide record after carriage returns", "file_too_wide")]
    [InlineData("1,048,577 rows", "file_too_long")]
    public async Task Unfit_text_is_refused_with_its_reason(string file, string code)
    {
        var outcome = await Outcome.OfAsync(Files[file](), "a.csv");

        Assert.Equal(code, outcome.Code);
    }

    [Theory]
    [InlineData("id,name\n1,ä\n", "utf-8")]
    [InlineData("id;name\r\n1;ä\r\n", "utf-8")]
    [InlineData("id,name\r1,ä\r", "utf-8")]
    [InlineData("id;name\r1;ä", "utf-8")]
    [InlineData("id\tname\n1\tä", "utf-8")]
    [InlineData("id|name\n1|ä\n", "utf-8")]
    [InlineData("\uFEFFid,name\n1,ä\n", "utf-8")]
    [InlineData("\uFEFFid,name\n1,ä\n", "utf-16")]
    [InlineData("\uFEFFid,name\n1,ä\n", "utf-16BE")]
    [InlineData("\"id\",\"name\"\n\"1\",\"ä\"\n", "utf-8")]
    public async Task Common_separators_and_encodings_are_read(string text, string encoding)
    {
        var outcome = await Outcome.OfAsync(Encoding.GetEncoding(encoding).GetBytes(text), "a.csv");

        Assert.Null(outcome.Message);
        Assert.Equal(["id", "name", "1", "ä"], outcome.Rows.SelectMany(row => row.Cells.Select(cell => cell.ToString())));
    }

    [Fact]
    public async Task Separators_quotes_and_line_breaks_inside_quotes_are_text()
    {
        var outcome = await Outcome.OfAsync("id,name\n1,\"a,\"\"b\"\";\nc\"\n"u8.ToArray(), "a.csv");

        Assert.Equal("a,\"b\";\nc", outcome.Rows[1][1].ToString());
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("@SUM(A1)")]
    [InlineData("+1")]
    [InlineData("-1+2")]
    public async Task Formula_like_text_stays_text(string text)
    {
        var outcome = await Outcome.OfAsync(Workbooks.Of([text]), "a.xlsx");

        Assert.Equal(text, outcome.Rows[0][0].ToString());
    }

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\r3,4\r")]
    [InlineData("1,2\r\n3,4\r\n")]
    public async Task Row_at_the_limit_is_read(string text)
    {
        var outcome = await Outcome.OfAsync(Encoding.UTF8.GetBytes(text), "a.csv", SpreadsheetLimits.Default with { MaxRows = 2 });

        Assert.Equal(2, outcome.Rows.Count);
    }
}
