using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Learns which terms a corpus has and how rare each is. Fit it on the catalogue, never on one customer's words.</summary>
/// <remarks>Documents are read in blocks of fixed size and counts are whole numbers, so the result is the same at any parallelism. O(letters).</remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class TfIdfTrainer(IdfMode mode)
{
    // Of documents: every block has a dictionary of its own, which pays from some thousand documents on.
    private const int BlockSize = 10_000;

    /// <param name="documents">One list of parts per document; empty documents count in N.</param>
    public TfIdfModel Train(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer)
    {
        var (_, frequencies) = Read(documents, tokenizer, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        return ModelOf(frequencies, tokenizer, documents.Count);
    }

    /// <summary>The model, and the vectors of the documents it was learnt from: faster than one by one, and the same bits.</summary>
    /// <inheritdoc cref="Train"/>
    internal TfIdfCorpus Learn(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, TrainingRun run)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        var (blocks, frequencies) = Read(documents, tokenizer, limits);
        var model = ModelOf(frequencies, tokenizer, documents.Count);
        var weighted = new WeightedBlock[blocks.Length];
        Parallel.For(0, blocks.Length, limits, () => new TermWeights(model), (block, _, weights) =>
        {
            weighted[block] = weights.Of(blocks[block], NumbersOf(frequencies[block], model.Terms));
            return weights;
        }, static _ => { });
        return new TfIdfCorpus(model, Joined(weighted, documents.Count, model.Terms.Count));
    }

    private static (TermBlock[] Blocks, (string? Text, int Documents)[][] Frequencies) Read(
        IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, ParallelOptions limits)
    {
        var blocks = new TermBlock[(documents.Count + BlockSize - 1) / BlockSize];
        var frequencies = new (string?, int)[blocks.Length][];
        Parallel.For(0, blocks.Length, limits, block =>
        {
            var (start, end) = (block * BlockSize, Math.Min(documents.Count, (block + 1) * BlockSize));
            var terms = new TermBlock(tokenizer, end - start);
            for (var at = start; at < end; at++) terms.Add(documents[at]);
            blocks[block] = terms;
            frequencies[block] = terms.Frequencies();
        });
        return (blocks, frequencies);
    }

    private TfIdfModel ModelOf((string? Text, int Documents)[][] blocks, Tokenizer tokenizer, int documents)
    {
        var sums = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            foreach (var (text, count) in block)
            {
                if (text is not null) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, text, out _) += count;
            }
        }
        var terms = Vocabulary.Of(sums.Keys);
        var frequencies = new int[terms.Count];
        for (var term = 0; term < frequencies.Length; term++) frequencies[term] = sums[terms.IdOf(term)];
        return new TfIdfModel(mode, tokenizer, terms, frequencies, documents);
    }

    private static int[] NumbersOf((string? Text, int Documents)[] block, Vocabulary terms) =>
        Array.ConvertAll(block, term => term.Text is null ? -1 : terms.NumberOf(term.Text));

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
