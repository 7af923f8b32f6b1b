namespace Personalize.Engine.Interactions;

/// <summary>Immutable two-way map between external ids and dense numbers 0..Count-1, ordered by ordinal id.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Vocabulary
{
    private readonly string[] _ids;
    private readonly Dictionary<string, int> _numbers;

    private Vocabulary(string[] ids)
    {
        _ids = ids;
        _numbers = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (var number = 0; number < ids.Length; number++) _numbers.Add(ids[number], number);
    }

    public static Vocabulary Empty { get; } = new([]);

    public int Count => _ids.Length;

    /// <summary>Numbers the distinct ids in ordinal order, whatever order they come in.</summary>
    public static Vocabulary Of(IEnumerable<string> ids)
    {
        string[] distinct = [.. ids.Distinct(StringComparer.Ordinal)];
        Array.Sort(distinct, StringComparer.Ordinal);
        return new Vocabulary(distinct);
    }

    /// <returns>The number of <paramref name="id"/>, or -1 when it was not seen at training time.</returns>
    public int NumberOf(string id) => _numbers.GetValueOrDefault(id, -1);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is not in [0, Count).</exception>
    public string IdOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, _ids.Length);
        return _ids[number];
    }
}
