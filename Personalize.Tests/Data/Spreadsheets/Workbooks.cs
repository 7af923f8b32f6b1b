using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>Builds workbooks part by part, sound and hostile ones alike.</summary>
internal static class Workbooks
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A workbook of one sheet with these rows; null is an empty cell, text stands inline.</summary>
    public static byte[] Of(params object?[][] rows)
    {
        var xml = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
        for (var row = 0; row < rows.Length; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < rows[row].Length; column++)
                AppendCell(xml, $"{ColumnName(column)}{row + 1}", rows[row][column]);
            xml.Append("</row>");
        }

        return WithSheet(xml.Append("</sheetData></worksheet>").ToString());
    }

    public static byte[] WithSheet(string sheet, params (string Name, string Content)[] more) =>
        Package([.. Parts(sheet), .. more]);

    public static byte[] WithCells(string cells) =>
        WithSheet($"""<worksheet xmlns="{Main}"><sheetData>{cells}</sheetData></worksheet>""");

    public static byte[] WithSharedStrings(string sst) =>
        WithSheet($"""<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>""", ("xl/sharedStrings.xml", sst));

    public static (string Name, string Content)[] Parts(string sheet) =>
    [
        ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""),
        ("_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""),
        ("xl/worksheets/sheet1.xml", sheet),
    ];

    public static byte[] Package(params (string Name, string Content)[] parts)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A sound workbook one part of which is written piece by piece, so that it may be of any size; % becomes one of 4,096 numbers.</summary>
    public static byte[] WithLongPart(string name, string head, string repeated, long times, string tail)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (other, content) in Parts($"""<worksheet xmlns="{Main}"><sheetData/></worksheet>"""))
            {
                if (other == name)
                    continue;
                using var part = archive.CreateEntry(other).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }

            using var large = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            large.Write(Encoding.UTF8.GetBytes(head));
            const int group = 4096;
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, group).Select(index => repeated.Replace("%", $"{index * 7919:x}", StringComparison.Ordinal))));
            for (var written = 0L; written < times; written += group)
                large.Write(block);
            large.Write(Encoding.UTF8.GetBytes(tail));
        }

        return bytes.ToArray();
    }

    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            name = (char)('A' + ((rest - 1) % 26)) + name;
        return name;
    }

    private static void AppendCell(StringBuilder xml, string reference, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case string text:
                xml.Append(CultureInfo.InvariantCulture, $"""<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{System.Security.SecurityElement.Escape(text)}</t></is></c>""");
                return;
            case bool flag:
                xml.Append(CultureInfo.InvariantCulture, $"""<c r="{reference}" t="b"><v>{(flag ? 1 : 0)}</v></c>""");
                return;
            default:
                xml.Append(CultureInfo.InvariantCulture, $"""<c r="{reference}"><v>{value}</v></c>""");
                return;
        }
    }
}
