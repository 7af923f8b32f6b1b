namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>The last lines of a process's output, of bounded length however much it says.</summary>
/// <threadsafety>Any number of callers.</threadsafety>
internal sealed class OutputTail
{
    private const int MostLines = 40;
    private const int LongestLine = 500;

    private readonly Queue<string> _lines = new();

    /// <param name="line">Null at the end of the output.</param>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lines)
        {
            if (_lines.Count == MostLines)
                _lines.Dequeue();
            _lines.Enqueue(line.Length <= LongestLine ? line : line[..LongestLine]);
        }
    }

    /// <summary>The lines kept; empty when there were none.</summary>
    public override string ToString()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }
}
