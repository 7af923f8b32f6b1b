using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Content;

/// <summary>TF-IDF vectors of the catalogue with postings by term.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class CatalogueIndex
{
    private const int TermsShown = 3;
    private readonly CompressedRows _vectors;
    private readonly CompressedRows _postings;

    /// <param name="vectors">Items × terms, each row of length 1 or empty.</param>
    internal CatalogueIndex(TfIdfModel text, CompressedRows vectors)
    {
        Text = text;
        _vectors = vectors;
        _postings = vectors.Transpose();
    }

    /// <summary>The model that made the vectors.</summary>
    public TfIdfModel Text { get; }

    /// <summary>Items indexed; their numbers are 0..Count-1.</summary>
    public int Count => _vectors.RowCount;

    internal CompressedRows Vectors => _vectors;

    internal static CatalogueIndex Learn(IdfMode mode, Tokenizer tokenizer, IReadOnlyList<CatalogueItem> items, TrainingRun run)
    {
        var corpus = new TfIdfTrainer(mode).Learn([.. items.Select(CatalogueText.DocumentOf)], tokenizer, run);
        return new CatalogueIndex(corpus.Model, corpus.Vectors);
    }

    /// <summary>The item's vector, of length 1; empty when its text has no term that weighs anything.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in [0, Count).</exception>
    public SparseRow VectorOf(int item) => _vectors.Row(item);

    /// <summary>The items whose text is nearest by cosine, best first, without the item itself; ties by lower number.</summary>
    /// <param name="item">Item number in [0, Count).</param>
    /// <param name="count">At most this many, 0 or more; items that share no term are never among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in the vocabulary.</exception>
    public IReadOnlyList<SimilarItem> Similar(int item, int count)
    {
        var vector = VectorOf(item);
        var sums = ArrayPool<double>.Shared.Rent(Count);
        var best = new TopK(Math.Min(count, Count));
        try
        {
            var similarities = sums.AsSpan(0, Count);
            Accumulate(vector, similarities);
            for (var other = 0; other < similarities.Length; other++)
            {
                if (other != item && similarities[other] > 0) best.Offer(other, Math.Min(1, similarities[other]));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
        var similar = new List<SimilarItem>();
        foreach (var (other, similarity) in best.ToSorted())
        {
            similar.Add(new SimilarItem(other, similarity, SharedTerms(vector, other, TermsShown)));
        }
        return similar;
    }

    /// <summary>Cosine of the texts of two items, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">An item is not in the vocabulary.</exception>
    public double Likeness(int item, int other) => Math.Min(1, Dot(VectorOf(item), other));

    /// <summary>Writes the inner product of a vector with every item: O(Σ df of its terms).</summary>
    /// <param name="sums">Receives one product per item; length <see cref="Count"/>.</param>
    internal void Accumulate(SparseRow vector, Span<double> sums)
    {
        sums.Clear();
        for (var at = 0; at < vector.Columns.Length; at++)
        {
            var posting = _postings.Row(vector.Columns[at]);
            double weight = vector.Values[at];
            var items = posting.Columns;
            var values = posting.Values;
            for (var entry = 0; entry < items.Length; entry++) sums[items[entry]] += weight * values[entry];
        }
    }

    /// <summary>The inner product with one item, summed in the order of <see cref="Accumulate"/>, so that the bits agree.</summary>
    internal double Dot(SparseRow vector, int item) => SparseVector.Dot(vector, _vectors.Row(item));

    /// <summary>The terms that a vector shares with an item, with their shares of the inner product, strongest first, ties by term number.</summary>
    internal List<Reason.SharedTerm> SharedTerms(SparseRow vector, int item, int count)
    {
        var row = _vectors.Row(item);
        var best = new TopK(Math.Min(count, row.Columns.Length));
        foreach (var (term, product) in new SparseOverlap(vector, row)) best.Offer(term, product);
        var shared = new List<Reason.SharedTerm>();
        foreach (var (term, share) in best.ToSorted()) shared.Add(new Reason.SharedTerm(Text.Terms.IdOf(term), share));
        return shared;
    }
}

/// <param name="Similarity">Cosine in (0, 1].</param>
/// <param name="Terms">The shared terms that weigh most, strongest first, at most three.</param>
public sealed record SimilarItem(int Item, double Similarity, IReadOnlyList<Reason.SharedTerm> Terms);
