using System.Buffers.Binary;
using System.Text;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>Builds OLE compound files with 512-byte sectors: one table, one directory, streams of at least 4,096 bytes.</summary>
internal static class CompoundFiles
{
    private const int Sector = 512;
    private const uint EndOfChain = 0xFFFF_FFFE;
    private const uint Free = 0xFFFF_FFFF;

    public static byte[] Of(params (string Name, byte[] Content)[] streams)
    {
        var table = new List<uint> { 0xFFFF_FFFD, EndOfChain };
        var body = new MemoryStream();
        var directory = new byte[Sector];
        Entry(directory, 0, "Root Entry", kind: 5, EndOfChain, 0);
        for (var index = 0; index < streams.Length; index++)
        {
            var content = new byte[(Math.Max(streams[index].Content.Length, 4096) + Sector - 1) / Sector * Sector];
            streams[index].Content.CopyTo(content, 0);
            Entry(directory, index + 1, streams[index].Name, kind: 2, (uint)table.Count, (uint)content.Length);
            for (var sector = 0; sector < content.Length / Sector; sector++)
                table.Add((uint)table.Count + 1);
            table[^1] = EndOfChain;
            body.Write(content);
        }

        var bytes = new MemoryStream();
        bytes.Write(Header());
        bytes.Write(Table([.. table]));
        bytes.Write(directory);
        body.WriteTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>How the table of small streams is chained.</summary>
    public enum MiniTable
    {
        Sound,

        /// <summary>Its only sector follows itself.</summary>
        Circular,
    }

    /// <summary>A file whose only stream is so small, below 4,096 bytes, that it lies in pieces of 64 bytes within the root's.</summary>
    public static byte[] OfSmall(string name, byte[] content, MiniTable chained = MiniTable.Sound)
    {
        const uint miniTable = 2, container = 3;
        const int piece = 64;
        var pieces = (content.Length + piece - 1) / piece;
        var sectors = ((pieces * piece) + Sector - 1) / Sector;
        uint[] table =
        [
            0xFFFF_FFFD, EndOfChain, chained == MiniTable.Circular ? miniTable : EndOfChain,
            .. Enumerable.Range(1, sectors - 1).Select(next => container + (uint)next), EndOfChain,
        ];
        var directory = new byte[Sector];
        Entry(directory, 0, "Root Entry", kind: 5, container, (uint)(pieces * piece));
        Entry(directory, 1, name, kind: 2, 0, (uint)content.Length);
        var header = Header();
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), miniTable);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(64), 1);
        var body = new byte[sectors * Sector];
        content.CopyTo(body, 0);
        return [.. header, .. Table(table), .. directory, .. Table([.. Enumerable.Range(1, pieces - 1).Select(next => (uint)next), EndOfChain]), .. body];
    }

    /// <summary>A locked workbook of today: agile encryption whose key would be derived <paramref name="spinCount"/> times.</summary>
    public static byte[] Locked(uint spinCount) => Of(
        ("EncryptionInfo", Encoding.UTF8.GetBytes($"""<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyEncryptors><keyEncryptor><encryptedKey spinCount="{spinCount}" saltSize="16"/></keyEncryptor></keyEncryptors></encryption>""")),
        ("EncryptedPackage", new byte[4096]));

    /// <summary>The stream of an old workbook: records of a kind and its bytes.</summary>
    public static byte[] Records(params (int Kind, byte[] Content)[] records)
    {
        var bytes = new MemoryStream();
        Span<byte> head = stackalloc byte[4];
        foreach (var (kind, content) in records)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)kind);
            BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)content.Length);
            bytes.Write(head);
            bytes.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Table(uint[] entries)
    {
        var table = new byte[Sector];
        for (var index = 0; index < Sector / 4; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(index * 4), index < entries.Length ? entries[index] : Free);
        return table;
    }

    private static byte[] Header()
    {
        var header = new byte[Sector];
        ReadOnlySpan<byte> signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(header);
        header[24] = 0x3E;
        header[26] = 3;
        header[28] = 0xFE;
        header[29] = 0xFF;
        header[30] = 9;
        header[32] = 6;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(44), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(56), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), EndOfChain);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(68), EndOfChain);
        header.AsSpan(76).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(76), 0);
        return header;
    }

    private static void Entry(byte[] directory, int index, string name, byte kind, uint first, uint length)
    {
        var entry = directory.AsSpan(index * 128, 128);
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
        entry[66] = kind;
        entry[67] = 1;
        for (var at = 68; at < 80; at += 4)
            BinaryPrimitives.WriteUInt32LittleEndian(entry[at..], Free);
        if (index == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], first);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], length);
    }
}
