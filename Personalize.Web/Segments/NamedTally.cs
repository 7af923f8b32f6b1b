using Personalize.Engine.Clusters;

namespace Personalize.Web.Segments;

/// <summary>Shares of bins that have names, such as genders or categories.</summary>
internal sealed class NamedTally
{
    private readonly ShareTally _tally;
    private readonly string[] _names;
    private readonly Dictionary<string, int> _bins;

    /// <param name="names">Distinct.</param>
    public NamedTally(int clusterCount, IEnumerable<string> names)
    {
        _names = [.. names];
        _tally = new ShareTally(clusterCount, _names.Length);
        _bins = _names.Select((name, bin) => (name, bin)).ToDictionary(pair => pair.name, pair => pair.bin, StringComparer.Ordinal);
    }

    /// <param name="name">Null or an unknown one counts nowhere.</param>
    public void Add(int cluster, string? name)
    {
        if (name is not null && _bins.TryGetValue(name, out var bin))
            _tally.Add(cluster, bin);
    }

    /// <summary>In the order of the names.</summary>
    public IReadOnlyList<ProfileShare> Of(int cluster) =>
        [.. _names.Select((name, bin) => new ProfileShare(name, _tally.Of(cluster, bin)))];
}
