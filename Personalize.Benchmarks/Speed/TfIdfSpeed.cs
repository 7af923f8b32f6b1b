using Personalize.Engine.Text;

namespace Personalize.Benchmarks.Speed;

/// <summary>Learning the terms of a corpus and turning each of its documents into a vector.</summary>
internal static class TfIdfSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var documents = Documents(options.DataFile);
        var letters = documents.Sum(document => (long)document[0].Text.Length);
        var trainer = new TfIdfTrainer(IdfMode.Smooth);
        var corpus = trainer.Learn(documents, Tokenizer.WordsOnly, options.Run);
        var known = Enumerable.Range(0, corpus.Model.Terms.Count).ToDictionary(corpus.Model.Terms.IdOf, StringComparer.Ordinal);
        return new SpeedCase(
            $"{documents.Length:N0} documents, {letters:N0} letters, {corpus.Model.Terms.Count:N0} terms, {corpus.Vectors.EntryCount:N0} weights",
            () => trainer.Learn(documents, Tokenizer.WordsOnly, options.Run),
            () => Bare.OnThreads(options.Threads, thread => LookUp(documents, known, thread, options.Threads)),
            "cutting every text at its spaces and looking every word up in a finished dictionary");
    }

    /// <summary>One document per line.</summary>
    public static IReadOnlyList<TextPart>[] Documents(string path) => [.. File.ReadLines(path).Select(line => (IReadOnlyList<TextPart>)[new TextPart(line)])];

    private static void LookUp(IReadOnlyList<TextPart>[] documents, Dictionary<string, int> known, int thread, int threads)
    {
        var words = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var sum = 0L;
        for (var at = thread; at < documents.Length; at += threads)
        {
            var text = documents[at][0].Text.AsSpan();
            foreach (var range in text.Split(' ')) sum += words.TryGetValue(text[range], out var number) ? number : 0;
        }
        GC.KeepAlive(sum);
    }
}
