using System.Buffers.Binary;
using System.Text;

namespace Personalize.Data.Spreadsheets.Guard;

/// <param name="Name">As written, with forward slashes.</param>
internal readonly record struct ZipPart(string Name, long Compressed, long Inflated, bool Encrypted, bool SymbolicLink);

/// <summary>
/// Reads a zip's central directory without making anything of it. The framework's reader makes an object of every
/// entry before anybody can count them.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int MaxDirectoryBytes = 4 << 20;

    public static IReadOnlyList<ZipPart> Read(Stream file, SpreadsheetLimits limits)
    {
        var (count, offset, end) = FindDirectory(file);
        if (count > limits.MaxParts)
            throw TooMany(limits);
        if (offset < 0 || offset > end || end > file.Length)
            throw Damaged();
        if (end - offset > MaxDirectoryBytes)
            throw TooMany(limits);
        var directory = ReadAt(file, offset, (int)(end - offset));
        var parts = new List<ZipPart>((int)count);
        var rest = directory.AsSpan();
        while (rest.Length >= 4 && rest.StartsWith("PK\u0001\u0002"u8))
        {
            if (parts.Count == limits.MaxParts)
                throw TooMany(limits);
            parts.Add(ReadEntry(ref rest));
        }

        // A directory that goes on after the promised number is one that another reader would see differently.
        if (parts.Count != count)
            throw Damaged();
        return parts;
    }

    private static ZipPart ReadEntry(ref Span<byte> rest)
    {
        if (rest.Length < EntryLength)
            throw Damaged();
        var entry = rest;
        int nameLength = U16(entry, 28), extraLength = U16(entry, 30), commentLength = U16(entry, 32);
        var length = EntryLength + nameLength + extraLength + commentLength;
        if (rest.Length < length)
            throw Damaged();
        rest = rest[length..];
        if (U16(entry, 10) is not (0 or 8))
            throw new SpreadsheetRefusedException("file_structure", "A part is packed with a method other than deflate. Save the workbook again with a spreadsheet program.");
        long compressed = U32(entry, 20), inflated = U32(entry, 24);
        Widen(entry.Slice(EntryLength + nameLength, extraLength), ref inflated, ref compressed);
        var madeOnUnix = entry[5] == 3;
        return new ZipPart(
            Encoding.UTF8.GetString(entry.Slice(EntryLength, nameLength)).Replace('\\', '/'),
            compressed, inflated,
            Encrypted: (U16(entry, 8) & 1) != 0,
            SymbolicLink: madeOnUnix && (U32(entry, 38) >> 28) == 0xA);
    }

    /// <summary>Sizes of all ones stand in the zip64 extra field, in this order.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref long inflated, ref long compressed)
    {
        while (extra.Length >= 4)
        {
            int tag = U16(extra, 0), size = U16(extra, 2);
            if (extra.Length < 4 + size)
                return;
            var field = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (tag != 1)
                continue;
            if (inflated == uint.MaxValue && field.Length >= 8)
            {
                inflated = Positive(field);
                field = field[8..];
            }

            if (compressed == uint.MaxValue && field.Length >= 8)
                compressed = Positive(field);
            return;
        }
    }

    private static (long Count, long Offset, long End) FindDirectory(Stream file)
    {
        var tailLength = (int)Math.Min(file.Length, EndLength + ushort.MaxValue);
        var tail = ReadAt(file, file.Length - tailLength, tailLength);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength || at + EndLength + U16(tail, at + 20) != tail.Length)
            throw Damaged();
        var end = file.Length - tailLength + at;
        long count = U16(tail, at + 10), offset = U32(tail, at + 16);
        if (count != ushort.MaxValue && offset != uint.MaxValue)
            return (count, offset, end);

        if (at < 20 || !tail.AsSpan(at - 20).StartsWith("PK\u0006\u0007"u8))
            throw Damaged();
        var wideAt = Positive(tail.AsSpan(at - 12));
        if (wideAt > file.Length - 56)
            throw Damaged();
        var wide = ReadAt(file, wideAt, 56);
        if (!wide.AsSpan().StartsWith("PK\u0006\u0006"u8))
            throw Damaged();
        return (Positive(wide.AsSpan(32)), Positive(wide.AsSpan(48)), wideAt);
    }

    private static byte[] ReadAt(Stream file, long position, int count)
    {
        var bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Positive(ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return value < 0 ? throw Damaged() : value;
    }

    private static SpreadsheetRefusedException TooMany(SpreadsheetLimits limits) =>
        new("file_too_complex", $"The workbook has more than {limits.MaxParts:N0} parts. Copy the sheet into a new workbook and retry.");

    private static SpreadsheetRefusedException Damaged() =>
        new("file_structure", "The workbook is damaged: its zip directory is missing or wrong. It may have been cut off while copying.");
}
