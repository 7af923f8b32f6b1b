using System.Buffers.Binary;
using System.Text;

namespace Personalize.Data.Spreadsheets.Guard;

/// <summary>An entry of a compound file's directory: a stream or a storage.</summary>
internal readonly record struct CompoundEntry(string Name, bool IsStream, uint FirstSector, long Length);

/// <summary>Reads the directory of an OLE compound file and the beginning of its streams. Every chain is bounded by the file's own length, every table by what one entry per sector takes.</summary>
/// <remarks>[MS-CFB] 2.2–2.6.</remarks>
internal sealed class CompoundFile
{
    private const uint LastSector = 0xFFFF_FFFA;
    private const int MaxEntries = 10_000;

    private readonly Stream _file;
    private readonly int _sectorLength;
    private readonly uint[] _next;
    private readonly int _miniLength;
    private readonly uint _miniCutoff;
    private readonly uint _firstMiniTable;
    private readonly CompoundEntry _root;

    public CompoundFile(Stream file)
    {
        _file = file;
        var header = new byte[512];
        file.Position = 0;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw Damaged();
        int shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)), miniShift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
        if (shift is not (9 or 12) || miniShift != 6)
            throw Damaged();
        _sectorLength = 1 << shift;
        _miniLength = 1 << miniShift;
        _miniCutoff = U32(header, 56);
        _next = ReadTable(FatSectors(header));
        Entries = ReadEntries(U32(header, 48));
        _root = Entries.Count > 0 ? Entries[0] : throw Damaged();
        _firstMiniTable = U32(header, 60);
    }

    public IReadOnlyList<CompoundEntry> Entries { get; }

    private int SectorCount => (int)Math.Min(int.MaxValue, _file.Length / _sectorLength);

    /// <summary>Sectors that a table with an entry for every sector of the file takes; more of them are a loop.</summary>
    private int MostTableSectors => SectorCount / (_sectorLength / 4) + 1;

    /// <summary>The first bytes of a stream, at most <paramref name="count"/>.</summary>
    public byte[] ReadStart(CompoundEntry entry, int count)
    {
        count = (int)Math.Clamp(entry.Length, 0, count);
        return entry.Length < _miniCutoff
            ? ReadMini(entry.FirstSector, count)
            : ReadSectors(Chain(_next, entry.FirstSector, (count / _sectorLength) + 1), count);
    }

    /// <summary>Small streams lie in pieces of 64 bytes within the root's stream, whose own sectors may lie anywhere.</summary>
    private byte[] ReadMini(uint first, int count)
    {
        var next = ReadTable(Chain(_next, _firstMiniTable, MostTableSectors));
        var perSector = _sectorLength / _miniLength;
        var container = Chain(_next, _root.FirstSector, (next.Length / perSector) + 1);
        var bytes = new MemoryStream();
        foreach (var piece in Chain(next, first, (count / _miniLength) + 1))
        {
            var sector = (int)piece / perSector;
            if (sector >= container.Count)
                break;
            bytes.Write(ReadSector(container[sector]), (int)piece % perSector * _miniLength, _miniLength);
        }

        return bytes.ToArray()[..(int)Math.Min(count, bytes.Length)];
    }

    private List<uint> FatSectors(byte[] header)
    {
        var sectors = new List<uint>();
        for (var at = 76; at < 512; at += 4)
            AddSector(U32(header, at));
        var next = U32(header, 68);
        var perSector = (_sectorLength / 4) - 1;
        for (var visited = 0; next < LastSector && visited <= MostTableSectors / perSector; visited++)
        {
            var table = ReadSector(next);
            for (var index = 0; index < perSector; index++)
                AddSector(U32(table, index * 4));
            next = U32(table, perSector * 4);
        }

        return sectors;

        void AddSector(uint sector)
        {
            if (sector < LastSector && sectors.Count < MostTableSectors)
                sectors.Add(sector);
        }
    }

    private uint[] ReadTable(List<uint> sectors)
    {
        var perSector = _sectorLength / 4;
        var table = new uint[sectors.Count * perSector];
        for (var index = 0; index < sectors.Count; index++)
        {
            var bytes = ReadSector(sectors[index]);
            for (var slot = 0; slot < perSector; slot++)
                table[(index * perSector) + slot] = U32(bytes, slot * 4);
        }

        return table;
    }

    private List<CompoundEntry> ReadEntries(uint first)
    {
        var entries = new List<CompoundEntry>();
        foreach (var sector in Chain(_next, first, MaxEntries * 128 / _sectorLength))
        {
            var bytes = ReadSector(sector);
            for (var at = 0; at + 128 <= bytes.Length; at += 128)
            {
                var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 64));
                if (bytes[at + 66] == 0 || nameLength is < 2 or > 64)
                    continue;
                entries.Add(new CompoundEntry(
                    Encoding.Unicode.GetString(bytes, at, nameLength - 2), bytes[at + 66] == 2,
                    U32(bytes, at + 116), U32(bytes, at + 120)));
            }
        }

        return entries;
    }

    private static List<uint> Chain(uint[] table, uint first, int most)
    {
        var chain = new List<uint>();
        for (var sector = first; sector < LastSector && sector < table.Length && chain.Count < most; sector = table[sector])
            chain.Add(sector);
        return chain;
    }

    private byte[] ReadSectors(List<uint> sectors, int count)
    {
        var bytes = new MemoryStream();
        foreach (var sector in sectors)
        {
            if (bytes.Length >= count)
                break;
            bytes.Write(ReadSector(sector));
        }

        return bytes.ToArray()[..(int)Math.Min(count, bytes.Length)];
    }

    private byte[] ReadSector(uint sector)
    {
        var bytes = new byte[_sectorLength];
        var at = ((long)sector + 1) * _sectorLength;
        if (at >= _file.Length)
            throw Damaged();
        _file.Position = at;
        _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static SpreadsheetRefusedException Damaged() =>
        new("file_structure", "The workbook is damaged: its table of contents is missing or wrong. It may have been cut off while copying.");
}
