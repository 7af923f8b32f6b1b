using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Neighbours;

/// <summary>Chooses the K items most like one item, from the customers that it shares with each.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
internal sealed class NearestItems
{
    // Far more than the rounding of two roots, a product, a sum and a quotient in single precision.
    private const float Margin = 1 - 1e-5f;

    private readonly ItemNeighbourSettings _settings;
    private readonly int[] _customers;
    private readonly float[] _roots;
    private readonly int _customerCount;

    public NearestItems(ItemNeighbourSettings settings, InteractionMatrix interactions)
    {
        _settings = settings;
        _customerCount = interactions.RowCount;
        _customers = new int[interactions.ColumnCount];
        _roots = new float[interactions.ColumnCount];
        for (var item = 0; item < _customers.Length; item++)
        {
            _customers[item] = interactions.Transposed.Row(item).Columns.Length;
            _roots[item] = MathF.Sqrt(_customers[item]);
        }
    }

    /// <param name="shared">By item: customers who have it and <paramref name="item"/>.</param>
    /// <returns>In order of item number.</returns>
    public RankedItem[] Of(int item, ReadOnlySpan<int> shared)
    {
        var best = new TopK(Math.Min(_settings.Neighbours, shared.Length));
        var at = _settings.Similarity == ItemSimilarity.Cosine && Vector256.IsHardwareAccelerated ? OfferEights(item, shared, best) : 0;
        for (; at < shared.Length; at++) Offer(item, at, shared[at], best);
        var nearest = best.ToSorted();
        Array.Sort(nearest, static (one, other) => one.Item.CompareTo(other.Item));
        return nearest;
    }

    /// <summary>Looks at eight cosines at once in single precision, and closely at those alone that may be among the best.</summary>
    /// <returns>How many items were dealt with.</returns>
    private int OfferEights(int item, ReadOnlySpan<int> shared, TopK best)
    {
        ref var counts = ref MemoryMarshal.GetReference(shared);
        ref var roots = ref MemoryMarshal.GetArrayDataReference(_roots);
        var root = Vector256.Create(_roots[item]);
        var shrinkage = Vector256.Create((float)_settings.Shrinkage);
        var worst = Vector256<float>.Zero;
        var at = 0;
        for (; at <= shared.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            var both = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref counts, (nuint)at));
            // An item that nobody has gives 0 / 0, which is not greater than anything.
            var cosines = both / (root * Vector256.LoadUnsafe(ref roots, (nuint)at) + shrinkage);
            var promising = Vector256.GreaterThan(cosines, worst).ExtractMostSignificantBits();
            if (promising == 0) continue;
            for (; promising != 0; promising &= promising - 1)
            {
                var other = at + BitOperations.TrailingZeroCount(promising);
                Offer(item, other, Unsafe.Add(ref counts, other), best);
            }
            worst = Vector256.Create((float)Math.Max(0, best.Threshold) * Margin);
        }
        return at;
    }

    private void Offer(int item, int other, int both, TopK best)
    {
        if (both == 0 || other == item) return;
        // As a float, as it will be kept, so that what ties in the table ties here.
        var similarity = (float)SimilarityOf(both, _customers[item], _customers[other]);
        if (similarity > 0) best.Offer(other, similarity);
    }

    private double SimilarityOf(int both, int one, int other) => _settings.Similarity switch
    {
        ItemSimilarity.Cosine => ItemLikeness.Cosine(both, one, other, _settings.Shrinkage),
        ItemSimilarity.LogLikelihood => ItemLikeness.LogLikelihood(both, one, other, _customerCount),
        _ => both,
    };
}
