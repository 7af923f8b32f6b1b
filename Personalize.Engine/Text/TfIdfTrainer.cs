using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Learns which terms a corpus has and how rare each is. Fit it on the catalogue, never on one customer's words.</summary>
/// <remarks>Documents are read in blocks of fixed size and counts are whole numbers, so the result is the same at any parallelism. O(letters).</remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class TfIdfTrainer(IdfMode mode)
{
    // Of documents: every block has a dictionary of its own, and those of many small blocks take long to bring together.
    private const int BlockSize = 25_000;

    /// <param name="documents">One list of parts per document; empty documents count in N.</param>
    public TfIdfModel Train(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer) =>
        ModelOf(Read(documents, tokenizer, new ParallelOptions { MaxDegreeOfParallelism = 1 }), tokenizer, documents.Count).Model;

    /// <summary>The model, and the vectors of the documents it was learnt from: faster than one by one, and the same bits.</summary>
    /// <inheritdoc cref="Train"/>
    internal TfIdfCorpus Learn(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, TrainingRun run)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        var blocks = Read(documents, tokenizer, limits);
        var (model, numbers) = ModelOf(blocks, tokenizer, documents.Count);
        var weighted = new WeightedBlock[blocks.Length];
        Parallel.For(0, blocks.Length, limits, () => new TermWeights(model), (block, _, weights) =>
        {
            weighted[block] = weights.Of(blocks[block], numbers[block]);
            return weights;
        }, static _ => { });
        return new TfIdfCorpus(model, Joined(weighted, documents.Count, model.Terms.Count));
    }

    private static TermBlock[] Read(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer, ParallelOptions limits)
    {
        var blocks = new TermBlock[(documents.Count + BlockSize - 1) / BlockSize];
        Parallel.For(0, blocks.Length, limits, block =>
        {
            var (start, end) = (block * BlockSize, Math.Min(documents.Count, (block + 1) * BlockSize));
            var terms = new TermBlock(tokenizer, end - start);
            for (var at = start; at < end; at++) terms.Add(documents[at]);
            blocks[block] = terms;
        });
        return blocks;
    }

    /// <returns>The model, and by block and its own term number the model's; those of noise are never asked for.</returns>
    private (TfIdfModel Model, int[][] Numbers) ModelOf(TermBlock[] blocks, Tokenizer tokenizer, int documents)
    {
        var all = new TermTable();
        var numbers = Array.ConvertAll(blocks, block => Merge(block.Table, all));
        var texts = new string[all.Count];
        for (var term = 0; term < texts.Length; term++) texts[term] = all.TextOf(term).ToString();
        var terms = Vocabulary.Of(texts.Where((_, term) => !all[term].IsNoise));
        var frequencies = new int[terms.Count];
        var ordered = Array.ConvertAll(texts, terms.NumberOf);
        for (var term = 0; term < ordered.Length; term++)
        {
            if (ordered[term] >= 0) frequencies[ordered[term]] = all[term].Documents;
        }
        foreach (var block in numbers)
        {
            foreach (ref var number in block.AsSpan()) number = ordered[number];
        }
        return (new TfIdfModel(mode, tokenizer, terms, frequencies, documents), numbers);
    }

    // By the table's own number: that of the table of all.
    private static int[] Merge(TermTable table, TermTable all)
    {
        var numbers = new int[table.Count];
        for (var term = 0; term < numbers.Length; term++)
        {
            numbers[term] = all.NumberOf(table.TextOf(term));
            all[numbers[term]].Documents += table[term].Documents;
        }
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
