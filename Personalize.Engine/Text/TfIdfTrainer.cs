using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Learns which terms a corpus has and how rare each is. Fit it on the catalogue, never on one customer's words.</summary>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class TfIdfTrainer(IdfMode mode)
{
    /// <param name="documents">One list of parts per document; empty documents count in N.</param>
    public TfIdfModel Train(IReadOnlyList<IReadOnlyList<TextPart>> documents, Tokenizer tokenizer)
    {
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            seen.Clear();
            foreach (var part in document) seen.UnionWith(tokenizer.Terms(part.Text));
            foreach (var term in seen) frequencies[term] = frequencies.GetValueOrDefault(term) + 1;
        }
        var terms = Vocabulary.Of(frequencies.Keys);
        var byNumber = new int[terms.Count];
        for (var term = 0; term < byNumber.Length; term++) byNumber[term] = frequencies[terms.IdOf(term)];
        return new TfIdfModel(mode, tokenizer, terms, byNumber, documents.Count);
    }
}
