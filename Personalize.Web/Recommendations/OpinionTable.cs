namespace Personalize.Web.Recommendations;

/// <summary>What every scorer thinks of some items: enough to rank them under any weights without asking again.</summary>
/// <remarks>Scores are added up as the engine does: the weight of scorers that are silent on an item goes to the base.</remarks>
/// <param name="scorers">Names in the order of the mixes that are tried.</param>
internal sealed class OpinionTable(IReadOnlyList<string> scorers)
{
    // Too little to move an item, enough to be heard.
    private const double Whisper = 1e-6;

    private readonly Dictionary<int, int> _rows = [];
    private readonly List<double[]> _opinions = [];
    private int _base = -1;

    /// <summary>Weights under which every scorer has a say: an explained list names only those that have one.</summary>
    public static IReadOnlyDictionary<string, double> Overheard(WeightMix mix) => mix.ToWeights().ToDictionary(
        weight => weight.Key, weight => (1 - mix.Hundredths.Length * Whisper) * weight.Value + Whisper, StringComparer.Ordinal);

    /// <param name="asked">The weights that the items were ranked with; see <see cref="Overheard"/>.</param>
    public void Add(IEnumerable<RecommendedItem> items, IReadOnlyDictionary<string, double> asked)
    {
        foreach (var item in items)
        {
            if (!_rows.TryAdd(item.ItemId, _opinions.Count)) continue;
            var opinions = new double[scorers.Count];
            Array.Fill(opinions, double.NaN);
            foreach (var part in item.Parts)
            {
                var at = IndexOf(part.Scorer);
                opinions[at] = part.Calibrated;
                // Only the base counts for more than it was asked with.
                if (part.Weight > asked[part.Scorer] + Whisper / 2) _base = at;
            }

            _opinions.Add(opinions);
        }
    }

    public bool Knows(int itemId) => _rows.ContainsKey(itemId);

    /// <summary>1 for the best; items that score the same share a place.</summary>
    /// <param name="itemId">One of those that were added.</param>
    public int PlaceOf(int itemId, WeightMix mix)
    {
        var own = ScoreOf(_opinions[_rows[itemId]], mix);
        var place = 1;
        foreach (var opinions in _opinions)
        {
            if (ScoreOf(opinions, mix) > own) place++;
        }

        return place;
    }

    private double ScoreOf(double[] opinions, WeightMix mix)
    {
        var (sum, inherited) = (0d, 0);
        for (var at = 0; at < opinions.Length; at++)
        {
            var weight = mix.Hundredths[at].Value;
            if (double.IsNaN(opinions[at])) inherited += weight;
            else sum += weight * opinions[at];
        }

        return inherited > 0 ? sum + inherited * opinions[_base] : sum;
    }

    private int IndexOf(string scorer)
    {
        for (var at = 0; at < scorers.Count; at++)
        {
            if (scorers[at] == scorer) return at;
        }

        throw new ArgumentException($"No scorer is named '{scorer}'; there are {string.Join(", ", scorers)}.", nameof(scorer));
    }
}
