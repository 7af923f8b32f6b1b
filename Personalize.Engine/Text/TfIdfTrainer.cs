using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Learns which terms a corpus has and how rare each is. Fit it on the catalogue, never on one customer's words.</summary>
/// <remarks>Documents are read in blocks of fixed size and counts are whole numbers, so the result is the same at any parallelism. O(letters).</remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class TfIdfTrainer(IdfMode mode)
{
    // Of documents: every block has a dictionary of its own, which pays from some thousand documents on.
    private const int BlockSize = 8192;

    /// <param name="documents">One list of parts per document; empty documents count in N.</param>
    public TfIdfModel Train(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer) =>
        ModelOf(Read(documents, tokenizer, OneThread), tokenizer, documents.Count);

    /// <summary>The model, and the vectors of the documents it was learnt from: faster than one by one, and the same bits.</summary>
    /// <inheritdoc cref="Train"/>
    internal TfIdfCorpus Learn(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, TrainingRun run)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        var blocks = Read(documents, tokenizer, limits);
        var model = ModelOf(blocks, tokenizer, documents.Count);
        var weighted = new WeightedBlock[blocks.Length];
        Parallel.For(0, blocks.Length, limits, () => new TermWeights(model), (block, _, weights) =>
        {
            weighted[block] = weights.Of(blocks[block], NumbersOf(blocks[block], model.Terms));
            return weights;
        }, static _ => { });
        return new TfIdfCorpus(model, Joined(weighted, documents.Count, model.Terms.Count));
    }

    private static ParallelOptions OneThread => new() { MaxDegreeOfParallelism = 1 };

    private static TermBlock[] Read(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, ParallelOptions limits)
    {
        var blocks = new TermBlock[(documents.Count + BlockSize - 1) / BlockSize];
        Parallel.For(0, blocks.Length, limits, block =>
        {
            var terms = new TermBlock(tokenizer);
            for (var at = block * BlockSize; at < Math.Min(documents.Count, (block + 1) * BlockSize); at++) terms.Add(documents[at]);
            blocks[block] = terms;
        });
        return blocks;
    }

    private TfIdfModel ModelOf(TermBlock[] blocks, Tokenizer tokenizer, int documents)
    {
        var terms = Vocabulary.Of(blocks.SelectMany(static block => block.Texts));
        var frequencies = new int[terms.Count];
        foreach (var block in blocks)
        {
            for (var term = 0; term < block.Texts.Count; term++) frequencies[terms.NumberOf(block.Texts[term])] += block.Frequencies[term];
        }
        return new TfIdfModel(mode, tokenizer, terms, frequencies, documents);
    }

    private static int[] NumbersOf(TermBlock block, Vocabulary terms)
    {
        var numbers = new int[block.Texts.Count];
        for (var term = 0; term < numbers.Length; term++) numbers[term] = terms.NumberOf(block.Texts[term]);
        return numbers;
    }

    private static CompressedRows Joined(WeightedBlock[] blocks, int documents, int terms)
    {
        var entries = 0;
        foreach (var block in blocks) entries += block.Columns.Length;
        var (starts, columns, values) = (new int[documents + 1], new int[entries], new float[entries]);
        var (row, entry) = (0, 0);
        foreach (var block in blocks)
        {
            foreach (var end in block.Ends) starts[++row] = entry + end;
            block.Columns.CopyTo(columns.AsSpan(entry));
            block.Values.CopyTo(values.AsSpan(entry));
            entry += block.Columns.Length;
        }
        return new CompressedRows(terms, starts, columns, values);
    }
}

/// <param name="Vectors">Documents × terms, each row of length 1 or empty.</param>
internal sealed record TfIdfCorpus(TfIdfModel Model, CompressedRows Vectors);
