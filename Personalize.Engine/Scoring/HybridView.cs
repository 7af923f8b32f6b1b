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
    public HybridOpinion Judge(int item, int reasonsPerPart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reasonsPerPart);
        var score = ScoreOf(item);
        if (double.IsNaN(score)) return new HybridOpinion(double.NaN, []);
        var parts = new List<ScorePart>(_voices.Length + 1);
        var inherited = 0d;
        foreach (var voice in _voices)
        {
            if (float.IsNaN(voice.Scores[item])) inherited += voice.Part.Weight;
            else parts.Add(PartOf(voice, voice.Part.Weight, item, reasonsPerPart));
        }
        if (_base.Part.Weight + inherited > 0) parts.Add(PartOf(_base, _base.Part.Weight + inherited, item, reasonsPerPart));
        return new HybridOpinion(score, [.. parts.OrderByDescending(part => part.Contribution)]);
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

    // Calibrates the float that Score gives, not the double behind it: a steep calibration would tell them apart.
    private ScorePart PartOf(Voice voice, double weight, int item, int reasons)
    {
        var calibrated = voice.Map.Map(voice.Scores[item]);
        var explained = voice.Part.Scorer.Explain(_query, item, reasons);
        return new ScorePart(voice.Part.Scorer.Name, weight, calibrated, weight * calibrated, explained.Reasons);
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
