namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>
/// What stands in the stream between worker and server. A frame is a length (4 bytes, little endian) and records;
/// a record is one of these bytes and its fields: counts and lengths as variable-length integers, text as UTF-8.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>Begins a sheet: its position, its name.</summary>
    Sheet = 1,

    /// <summary>Row number, number of cells, cells: kind byte, then text, 8 bytes or nothing.</summary>
    Row = 2,

    /// <summary>Share of the file that is read, 8 bytes.</summary>
    Progress = 3,

    /// <summary>The end; without it the stream was cut off. Peak memory and processor milliseconds.</summary>
    Done = 4,

    /// <summary>The end of a file that is refused: code, message, then as <see cref="Done"/>.</summary>
    Refused = 5,
}
