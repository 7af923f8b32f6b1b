using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Text;

/// <summary>Learning a corpus at once is a shortcut: it must not show.</summary>
public sealed class TfIdfCorpusTests
{
    private static readonly string[] Words =
        ["coffee", "Coffee-mug", "don't", "the", "t-light", "Ｃａｆé", "咖啡", "home decor", "home", "decor", "x", "12", new('a', 65), new('b', 64), "\ud800", "_", ""];

    private static readonly Tokenizer Phrases = new(["home decor", "coffee mug", "the home"]);

    private static IReadOnlyList<TextPart>[] Documents(int count)
    {
        var random = new Random(8);
        string Text() => string.Join(random.Next(4) == 0 ? ", " : " ", Enumerable.Range(0, random.Next(12)).Select(_ => Words[random.Next(Words.Length)]));
        return [.. Enumerable.Range(0, count).Select(_ => (IReadOnlyList<TextPart>)[.. Enumerable.Range(0, random.Next(4)).Select(part => new TextPart(Text(), part == 0 ? 2 : 0.7))])];
    }

    [Theory]
    [InlineData(IdfMode.Spec)]
    [InlineData(IdfMode.Smooth)]
    public void A_document_has_the_same_bits_in_the_corpus_and_alone(IdfMode mode)
    {
        var documents = Documents(300);
        var corpus = new TfIdfTrainer(mode).Learn(documents, Phrases, SmallShop.Run());

        for (var document = 0; document < documents.Length; document++)
        {
            var alone = corpus.Model.Transform(documents[document]);
            Assert.Equal(alone.Indices.ToArray(), corpus.Vectors.Row(document).Columns.ToArray());
            Assert.Equal(alone.Values.ToArray(), corpus.Vectors.Row(document).Values.ToArray());
        }
    }

    [Fact]
    public void Terms_and_counts_are_those_of_every_document_read_by_itself()
    {
        var documents = Documents(300);
        var model = new TfIdfTrainer(IdfMode.Spec).Train(documents, Phrases);
        var expected = documents
            .SelectMany(document => document.SelectMany(part => Phrases.Terms(part.Text)).Distinct())
            .GroupBy(term => term).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), Enumerable.Range(0, model.Terms.Count).Select(model.Terms.IdOf));
        Assert.All(expected, pair => Assert.Equal(pair.Value, model.DocumentFrequencies[model.Terms.NumberOf(pair.Key)]));
    }

    [Fact]
    public void Blocks_and_threads_do_not_show()
    {
        // More than two blocks; the last is short.
        var documents = Documents(20_000);
        var one = new TfIdfTrainer(IdfMode.Smooth).Learn(documents, Phrases, SmallShop.Run(threads: 1));
        var two = new TfIdfTrainer(IdfMode.Smooth).Learn(documents, Phrases, SmallShop.Run(threads: 2));

        Assert.Equal(20_000, one.Vectors.RowCount);
        Assert.Equal(one.Vectors.Columns.ToArray(), two.Vectors.Columns.ToArray());
        Assert.Equal(one.Vectors.Values.ToArray(), two.Vectors.Values.ToArray());
        Assert.Equal(one.Model.Transform(documents[^1]).Values.ToArray(), one.Vectors.Row(19_999).Values.ToArray());
    }

    [Fact]
    public void No_documents_are_no_rows() =>
        Assert.Equal(0, new TfIdfTrainer(IdfMode.Smooth).Learn([], Phrases, SmallShop.Run()).Vectors.RowCount);
}
