using System.Text;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>Whether a part is XML, and in an encoding whose markup we see as the parser does.</summary>
internal static class XmlBeginning
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Moves to the first markup.</summary>
    /// <returns>False for pictures and other binary parts, which no XML reader accepts either.</returns>
    public static bool IsXml(PartBuffer part, CancellationToken cancellation)
    {
        part.Need(64);
        if (part.Rest.StartsWith("PK\u0003\u0004"u8))
            throw new SpreadsheetRefusedException("file_structure", "The workbook holds another archive inside. Remove embedded objects and retry.");
        if (part.Rest.StartsWith(Utf8Mark))
            part.Skip(Utf8Mark.Length);
        else if (HasWideCharacters(part.Rest))
            throw WrongEncoding();
        // White space may come first, in any amount; only what follows it tells.
        while (true)
        {
            part.Skip(part.Rest.Length - part.Rest.TrimStart(" \t\r\n"u8).Length);
            if (part.Rest.Length > 0)
                return part.Rest[0] == (byte)'<';
            cancellation.ThrowIfCancellationRequested();
            if (!part.Fill())
                return false;
        }
    }

    /// <summary>An encoding in which '&lt;' is another byte would show the parser elements that we do not see.</summary>
    public static void CheckDeclaration(PartBuffer part)
    {
        while (!part.Rest.Contains((byte)'>') && part.Fill())
        {
        }

        var instruction = part.Rest;
        if (!instruction.StartsWith("<?xml"u8))
            return;
        var name = PartRules.Attribute(instruction[5..Math.Max(5, instruction.IndexOf("?>"u8))], "encoding"u8);
        if (name.Length == 0)
            return;
        if (Encoding.ASCII.GetString(name[..Math.Min(name.Length, 20)]).ToUpperInvariant()
            is not ("UTF-8" or "UTF8" or "US-ASCII" or "ASCII" or "ISO-8859-1" or "WINDOWS-1252"))
            throw WrongEncoding();
    }

    /// <summary>The byte order marks of UTF-16 and of UCS-4 in every order, and markup in two or four bytes without a mark.</summary>
    private static bool HasWideCharacters(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFF, 0xFE])
        || (head.Length >= 4 && (head[0] == 0 || head[1] == 0) && head[..4].Contains((byte)'<'));

    private static SpreadsheetRefusedException WrongEncoding() =>
        new("file_structure", "A part of the workbook is not written in UTF-8. Save it again with a spreadsheet program.");
}
