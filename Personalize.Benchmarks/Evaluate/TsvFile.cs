using System.Globalization;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Lines `user item [value [unix-seconds]]` of a headerless TSV; further columns are left alone.</summary>
internal sealed class TsvFile
{
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

    private TsvFile()
    {
    }

    /// <param name="Customer">Position in <see cref="Customers"/>; <paramref name="Item"/> likewise.</param>
    /// <param name="Value">1 where the line has none.</param>
    /// <param name="At">Unix seconds; 0 where the line has none.</param>
    public readonly record struct Line(int Customer, int Item, float Value, long At);

    /// <summary>Ids in order of appearance.</summary>
    public List<string> Customers { get; } = [];
    public List<string> Items { get; } = [];
    public List<Line> Lines { get; } = [];

    /// <summary>True when every line has a time.</summary>
    public bool HasTimes { get; private set; }

    /// <exception cref="CommandLineException">A line has no item, or a value or time that is no number.</exception>
    public static TsvFile Read(string path)
    {
        var file = new TsvFile { HasTimes = true };
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0) file.Add(line, $"{path}, line {number}");
        }
        file.HasTimes &= file.Lines.Count > 0;
        return file;
    }

    private void Add(string line, string place)
    {
        Span<Range> columns = stackalloc Range[5];
        var text = line.AsSpan();
        var count = text.Split(columns, '\t');
        if (count < 2 || text[columns[0]].IsEmpty || text[columns[1]].IsEmpty)
            throw new CommandLineException($"{place}: '{line}' has no user and item; write them first, separated by a tab.");
        var value = 1f;
        var at = 0L;
        if (count > 2 && !(float.TryParse(text[columns[2]], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value)))
            throw new CommandLineException($"{place}: the value '{text[columns[2]]}' is no number.");
        if (count > 3 && !long.TryParse(text[columns[3]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out at))
            throw new CommandLineException($"{place}: the time '{text[columns[3]]}' is no whole number of unix seconds.");
        HasTimes &= count > 3;
        Lines.Add(new Line(Number(_customers, Customers, text[columns[0]]), Number(_items, Items, text[columns[1]]), value, at));
    }

    private static int Number(Dictionary<string, int> numbers, List<string> ids, ReadOnlySpan<char> id)
    {
        if (numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var known)) return known;
        var text = id.ToString();
        numbers.Add(text, ids.Count);
        ids.Add(text);
        return ids.Count - 1;
    }
}
