using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Personalize.Engine.Sections;

namespace Personalize.Engine;

/// <summary>Writes a model set to a stream and reads it back; scores keep every bit.</summary>
/// <remarks>
/// Layout, all little-endian: magic (8 bytes), format number (int32), number of sections (int32), a table of name
/// (16 bytes of ASCII), offset and length (int64 each) per section, the sections, and the SHA-256 of all before it.
/// </remarks>
public static class ModelFile
{
    /// <summary>Grows whenever the layout of a section changes. Older files are refused: training afresh takes seconds.</summary>
    public const int Format = 3;

    private const int HashLength = 32;
    private const int NameLength = 16;
    private const int EntryLength = NameLength + 8 + 8;
    private const int HeaderLength = 8 + 4 + 4;

    private static ReadOnlySpan<byte> Magic => "PZMODEL\n"u8;

    /// <summary>Writes the whole set from the stream's position on. O(model), which is held in memory once more meanwhile.</summary>
    /// <param name="models">Any set, also one trained on nothing.</param>
    /// <param name="stream">Writable; need not seek. Neither flushed nor closed.</param>
    /// <exception cref="NotSupportedException">The stream cannot be written to.</exception>
    /// <exception cref="IOException">The stream broke; what it holds by then is refused by <see cref="Load"/>.</exception>
    public static void Save(ModelSet models, Stream stream)
    {
        var sections = ModelSections.Write(models);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Put(HeaderOf(sections));
        foreach (var (_, content) in sections) Put(content.Written.Span);
        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads a set back, from the stream's position to its end. O(model).</summary>
    /// <param name="stream">Readable; need not seek. Not closed.</param>
    /// <exception cref="InvalidDataException">It is no model file, of another format, cut short or altered.</exception>
    public static ModelSet Load(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var file = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        Check(file.Span);
        try
        {
            return ModelSections.Read(SectionsOf(file));
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException or EndOfStreamException
            or KeyNotFoundException or IndexOutOfRangeException)
        {
            // The hash was right, so a program wrote it like this: no accident of a disk.
            throw new InvalidDataException($"The model file is intact but makes no sense ({problem.Message}). Train afresh.", problem);
        }
    }

    private static void Check(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength + HashLength || !file.StartsWith(Magic))
            throw new InvalidDataException($"These {file.Length} bytes are no model file. Train afresh.");
        var format = BinaryPrimitives.ReadInt32LittleEndian(file[Magic.Length..]);
        if (format != Format)
            throw new InvalidDataException($"The model file has format {format}, this program reads {Format}. Train afresh.");
        if (!SHA256.HashData(file[..^HashLength]).AsSpan().SequenceEqual(file[^HashLength..]))
            throw new InvalidDataException("The model file was cut short or altered: its SHA-256 does not match. Train afresh.");
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> SectionsOf(ReadOnlyMemory<byte> file)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(file.Span[(Magic.Length + 4)..]);
        var sections = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        for (var section = 0; section < count; section++)
        {
            var entry = file.Span.Slice(HeaderLength + section * EntryLength, EntryLength);
            var name = Encoding.ASCII.GetString(entry[..NameLength]).TrimEnd();
            var offset = BinaryPrimitives.ReadInt64LittleEndian(entry[NameLength..]);
            var length = BinaryPrimitives.ReadInt64LittleEndian(entry[(NameLength + 8)..]);
            sections.Add(name, file.Slice((int)offset, (int)length));
        }
        return sections;
    }

    private static ReadOnlySpan<byte> HeaderOf(IReadOnlyList<(string Name, SectionWriter Content)> sections)
    {
        var header = new byte[HeaderLength + EntryLength * sections.Count];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Magic.Length), Format);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Magic.Length + 4), sections.Count);
        long offset = header.Length;
        for (var section = 0; section < sections.Count; section++)
        {
            var entry = header.AsSpan(HeaderLength + section * EntryLength, EntryLength);
            Encoding.ASCII.GetBytes(sections[section].Name.PadRight(NameLength), entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[NameLength..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(NameLength + 8)..], sections[section].Content.Written.Length);
            offset += sections[section].Content.Written.Length;
        }
        return header;
    }
}
