using System.Globalization;

namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>Cells that hold a failed formula (#N/A) are empty.</summary>
public enum CellKind
{
    Empty,
    Text,
    Number,

    /// <summary>A number shown as a date; without a time zone, as spreadsheets have none.</summary>
    Date,
    Boolean,
}

/// <summary>One value of a sheet.</summary>
public readonly record struct Cell
{
    private readonly double _number;
    private readonly string? _text;

    private Cell(CellKind kind, double number, string? text) => (Kind, _number, _text) = (kind, number, text);

    public static Cell Empty => default;

    public CellKind Kind { get; }

    /// <summary>Of a number; NaN for anything else.</summary>
    public double Number => Kind == CellKind.Number ? _number : double.NaN;

    public bool Boolean => Kind == CellKind.Boolean && _number != 0;

    public DateTime? Date => Kind == CellKind.Date ? new DateTime(BitConverter.DoubleToInt64Bits(_number), DateTimeKind.Unspecified) : null;

    /// <summary>Nothing, or only white space.</summary>
    public bool IsBlank => Kind == CellKind.Empty || Kind == CellKind.Text && string.IsNullOrWhiteSpace(_text);

    public static Cell Of(string text) => text.Length == 0 ? Empty : new Cell(CellKind.Text, 0, text);

    public static Cell Of(double number) => new(CellKind.Number, number, null);

    public static Cell Of(bool value) => new(CellKind.Boolean, value ? 1 : 0, null);

    public static Cell Of(DateTime date) => new(CellKind.Date, BitConverter.Int64BitsToDouble(date.Ticks), null);

    /// <summary>As a person would type it; whole numbers without a decimal point.</summary>
    public override string ToString() => Kind switch
    {
        CellKind.Text => _text ?? "",
        CellKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Date => Date!.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        CellKind.Boolean => _number != 0 ? "TRUE" : "FALSE",
        _ => "",
    };
}
