using System.Buffers;

namespace Personalize.Engine.Scoring;

/// <summary>What the parts of a hybrid think of every item, for one customer: asked once, read for the list and for its reasons.</summary>
/// <threadsafety>One thread at a time. Give it back by disposing of it: it holds rented memory.</threadsafety>
public sealed class HybridView : IDisposable
{
    private readonly RecommendationQuery _query;
    private readonly int _itemCount;
    private readonly Voice[] _voices;
    private readonly Voice _base;

    internal HybridView(IReadOnlyList<HybridPart> parts, string baseName, int itemCount, RecommendationQuery query)
    {
        _query = query;
        _itemCount = itemCount;
        var items = ArrayPool<int>.Shared.Rent(itemCount);
        for (var item = 0; item < itemCount; item++) items[item] = item;
        var voices = parts.Select(part => VoiceOf(part, query, items.AsSpan(0, itemCount))).ToList();
        ArrayPool<int>.Shared.Return(items);
        _base = voices.Single(voice => voice.Part.Scorer.Name == baseName);
        voices.Remove(_base);
        _voices = [.. voices];
    }

    /// <inheritdoc cref="IScorer.Score"/>
    public int Score(ReadOnlySpan<int> items, Span<float> scores)
    {
        if (items.Length != scores.Length)
            throw new ArgumentException($"{items.Length} items but room for {scores.Length} scores; give spans of equal length.", nameof(scores));
        var known = 0;
        for (var at = 0; at < items.Length; at++)
        {
            scores[at] = (float)ScoreOf(items[at]);
            if (!float.IsNaN(scores[at])) known++;
        }
        return known;
    }

    /// <inheritdoc cref="HybridScorer.Judge"/>
    public HybridOpinion Judge(int item, int reasonsPerPart) => Judge([item], reasonsPerPart)[0];

    /// <summary>The items of a list, each as it would be judged alone; each part explains them all in one go.</summary>
    /// <returns>In the order of <paramref name="items"/>.</returns>
    public IReadOnlyList<HybridOpinion> Judge(ReadOnlySpan<int> items, int reasonsPerPart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reasonsPerPart);
        int[] asked = items.ToArray();
        double[] scores = Array.ConvertAll(asked, ScoreOf);
        var parts = Array.ConvertAll(asked, _ => new List<ScorePart>(_voices.Length + 1));
        double[] baseWeights = Array.ConvertAll(asked, _ => _base.Part.Weight);
        int[] places = [.. Enumerable.Range(0, asked.Length).Where(place => !double.IsNaN(scores[place]))];
        foreach (var voice in _voices)
        {
            foreach (var place in places.Where(place => float.IsNaN(voice.Scores[asked[place]]))) baseWeights[place] += voice.Part.Weight;
            Tell(voice, Array.FindAll(places, place => !float.IsNaN(voice.Scores[asked[place]])), _ => voice.Part.Weight);
        }
        Tell(_base, Array.FindAll(places, place => baseWeights[place] > 0), place => baseWeights[place]);
        return [.. scores.Zip(parts, static (score, own) => new HybridOpinion(score, [.. own.OrderByDescending(static part => part.Contribution)]))];

        // Calibrates the float that Score gives, not the double behind it: a steep calibration would tell them apart.
        void Tell(Voice voice, int[] told, Func<int, double> weightOf)
        {
            var explained = voice.Part.Scorer.Explain(_query, Array.ConvertAll(told, place => asked[place]), reasonsPerPart);
            for (var at = 0; at < told.Length; at++)
            {
                var (calibrated, weight) = (voice.Map.Map(voice.Scores[asked[told[at]]]), weightOf(told[at]));
                parts[told[at]].Add(new ScorePart(voice.Part.Scorer.Name, weight, calibrated, weight * calibrated, explained[at].Reasons));
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_base.Scores);
        foreach (var voice in _voices) ArrayPool<float>.Shared.Return(voice.Scores);
    }

    private double ScoreOf(int item)
    {
        if (!KnownItems.Contains(_itemCount, item) || float.IsNaN(_base.Scores[item])) return double.NaN;
        var (sum, inherited) = (0d, 0d);
        foreach (var voice in _voices)
        {
            if (float.IsNaN(voice.Scores[item])) inherited += voice.Part.Weight;
            else sum += voice.Part.Weight * voice.Map.Map(voice.Scores[item]);
        }
        return sum + (_base.Part.Weight + inherited) * _base.Map.Map(_base.Scores[item]);
    }

    private static Voice VoiceOf(HybridPart part, RecommendationQuery query, ReadOnlySpan<int> items)
    {
        var scores = ArrayPool<float>.Shared.Rent(items.Length);
        part.Scorer.Score(query, items, scores.AsSpan(0, items.Length));
        return new Voice(part, scores, part.Calibration.For(scores.AsSpan(0, items.Length)));
    }

    /// <param name="Scores">By item; longer than the vocabulary.</param>
    private sealed record Voice(HybridPart Part, float[] Scores, IScoreMap Map);
}
