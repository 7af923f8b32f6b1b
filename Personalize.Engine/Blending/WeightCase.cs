using Personalize.Engine.Evaluation;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Blending;

/// <summary>One customer whose later choices are known, as weights see it: a few hundred items, and what each part thinks of them.</summary>
/// <remarks>Candidates are the best hundred of each part: what none of them ranks, no weights bring to the top.</remarks>
internal sealed class WeightCase
{
    private const int BestOfEach = 100;
    private const int ListLength = 20;
    private const int Cutoff = 10;

    private readonly int _parts;
    private readonly int[] _items;
    private readonly float[] _opinions;
    private readonly bool[] _chosen;
    private readonly Judgements _truth;

    /// <param name="items">Candidates, strictly increasing.</param>
    /// <param name="opinions">Candidates × parts, calibrated.</param>
    internal WeightCase(int parts, int[] items, float[] opinions, Judgements truth)
    {
        (_parts, _items, _opinions, _truth) = (parts, items, opinions, truth);
        _chosen = Array.ConvertAll(items, item => truth.RelevanceOf(item) > 0);
    }

    /// <summary>Of the candidates: those that were chosen later.</summary>
    public int ChosenCount => _chosen.Count(static chosen => chosen);

    /// <param name="calibrated">By part: opinions of all items, NaN for none.</param>
    /// <param name="baseAt">The part that speaks for the silent.</param>
    public static WeightCase Of(double[][] calibrated, int baseAt, EvaluationCase tried)
    {
        var seen = tried.Items.Span.ToArray().ToHashSet();
        var candidates = new SortedSet<int>();
        foreach (var opinions in calibrated)
        {
            var best = new TopK(Math.Min(BestOfEach, opinions.Length));
            for (var item = 0; item < opinions.Length; item++)
            {
                if (!seen.Contains(item)) best.Offer(item, opinions[item]);
            }
            foreach (var (item, _) in best.ToSorted()) candidates.Add(item);
        }
        int[] items = [.. candidates];
        var kept = new float[items.Length * calibrated.Length];
        for (var at = 0; at < items.Length; at++)
        {
            for (var part = 0; part < calibrated.Length; part++)
            {
                var opinion = calibrated[part][items[at]];
                kept[at * calibrated.Length + part] = (float)(double.IsNaN(opinion) ? calibrated[baseAt][items[at]] : opinion);
            }
        }
        return new WeightCase(calibrated.Length, items, kept, tried.Truth);
    }

    /// <summary>Listwise log-loss: −mean over the chosen of ln softmax(Σ v·c).</summary>
    /// <param name="gradient">Receives the derivative by each v.</param>
    public double Loss(ReadOnlySpan<double> factors, Span<double> gradient)
    {
        var logits = new double[_items.Length];
        Sums(factors, logits);
        var greatest = logits.Max();
        var (whole, loss, share) = (0d, 0d, 1d / ChosenCount);
        foreach (var logit in logits) whole += Math.Exp(logit - greatest);
        var log = greatest + Math.Log(whole);
        gradient.Clear();
        for (var at = 0; at < logits.Length; at++)
        {
            var excess = Math.Exp(logits[at] - log) - (_chosen[at] ? share : 0);
            if (_chosen[at]) loss -= share * (logits[at] - log);
            for (var part = 0; part < _parts; part++) gradient[part] += excess * _opinions[at * _parts + part];
        }
        return loss;
    }

    /// <summary>(NDCG@10 + Recall@20) / 2 of the list that these weights make.</summary>
    public double Gain(ReadOnlySpan<double> weights)
    {
        var sums = new double[_items.Length];
        Sums(weights, sums);
        var best = new TopK(Math.Min(ListLength, sums.Length));
        for (var at = 0; at < sums.Length; at++) best.Offer(_items[at], sums[at]);
        var list = Array.ConvertAll(best.ToSorted(), static ranked => ranked.Item);
        return (RankingMetrics.NdcgCut(list, _truth, Cutoff) + RankingMetrics.Recall(list, _truth, ListLength)) / 2;
    }

    private void Sums(ReadOnlySpan<double> weights, Span<double> sums)
    {
        for (var at = 0; at < sums.Length; at++)
        {
            var sum = 0d;
            for (var part = 0; part < _parts; part++) sum += weights[part] * _opinions[at * _parts + part];
            sums[at] = sum;
        }
    }
}
