using Personalize.Engine.Text;

namespace Personalize.Tests.Engine.Text;

public sealed class TfIdfModelTests
{
    private static readonly string[] Corpus = ["coffee tea", "coffee coffee mug", "coffee running"];

    [Fact]
    public void Spec_idf_is_the_natural_logarithm_of_N_over_df()
    {
        var model = Fitted(IdfMode.Spec);

        Assert.Equal(0, Idf(model, "coffee"));              // ln(3/3)
        Assert.Equal(1.098612, Idf(model, "mug"), 1e-6);    // ln(3/1)
    }

    [Fact]
    public void Spec_weight_is_count_over_length_times_idf()
    {
        var vector = Fitted(IdfMode.Spec).Weigh([new TextPart("coffee coffee mug")]);

        Assert.Equal(1, vector.Count);
        Assert.Equal(.366204, vector.Values[0], 1e-6);      // mug: 1/3 · ln 3; coffee: 2/3 · 0, not stored
    }

    [Fact]
    public void Spec_cosine_of_documents_that_share_only_a_ubiquitous_term_is_0()
    {
        var model = Fitted(IdfMode.Spec);

        Assert.Equal(0, model.Transform(Corpus[0]).Cosine(model.Transform(Corpus[1])));
        Assert.Equal(0, model.Transform(Corpus[1]).Cosine(model.Transform(Corpus[2])));
    }

    [Fact]
    public void Smooth_idf_and_cosines_are_those_worked_by_hand()
    {
        var model = Fitted(IdfMode.Smooth);
        SparseVector[] vectors = [.. Corpus.Select(text => model.Transform(text))];

        Assert.Equal(1, Idf(model, "coffee"));                                  // ln(4/4) + 1
        Assert.Equal(1.693147, Idf(model, "mug"), 1e-6);                        // ln(4/2) + 1
        Assert.Equal(.388134, vectors[0].Cosine(vectors[1]), 1e-6);             // 2 / (√3.866747 · √6.866747)
        Assert.Equal(.258615, vectors[0].Cosine(vectors[2]), 1e-6);             // 1 / 3.866747
        Assert.Equal(.388134, vectors[1].Cosine(vectors[2]), 1e-6);
    }

    [Theory]
    [InlineData(IdfMode.Spec, 0, 1, 0)]
    [InlineData(IdfMode.Smooth, .258615, .944475, .258615)]
    public void A_query_meets_the_documents_as_worked_by_hand(IdfMode mode, double first, double second, double third)
    {
        var model = Fitted(mode);
        var query = model.Transform("coffee mug");
        var cosines = Corpus.Select(text => query.Cosine(model.Transform(text))).ToArray();

        Assert.Equal(first, cosines[0], 1e-6);
        Assert.Equal(second, cosines[1], 1e-6);
        Assert.Equal(third, cosines[2], 1e-6);
    }

    [Fact]
    public void A_single_document_has_no_weight_under_Spec_and_no_NaN()
    {
        var model = new TfIdfTrainer(IdfMode.Spec).Train([[new TextPart("coffee mug")]], Tokenizer.WordsOnly);
        var vector = model.Transform("coffee mug");

        Assert.Equal(0, vector.Count);
        Assert.Equal(0, vector.Cosine(vector));
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("submarine")]
    public void Text_without_known_terms_is_the_empty_vector(string text) =>
        Assert.Equal(0, Fitted(IdfMode.Smooth).Transform(text).Count);

    [Fact]
    public void Unknown_terms_are_dropped()
    {
        var model = Fitted(IdfMode.Smooth);

        Assert.Equal(model.Transform("coffee").Values.ToArray(), model.Transform("coffee submarine").Values.ToArray());
    }

    [Fact]
    public void A_part_of_weight_2_counts_like_the_text_twice()
    {
        var model = Fitted(IdfMode.Smooth);
        var weighted = model.Weigh([new TextPart("mug", 2), new TextPart("tea")]);
        var repeated = model.Weigh([new TextPart("mug mug tea")]);

        Assert.Equal(repeated.Values.ToArray(), weighted.Values.ToArray());
    }

    [Fact]
    public void An_empty_corpus_knows_no_terms()
    {
        var model = new TfIdfTrainer(IdfMode.Spec).Train([], Tokenizer.WordsOnly);

        Assert.Equal(0, model.Terms.Count);
        Assert.Equal(0, model.Transform("coffee").Count);
    }

    private static TfIdfModel Fitted(IdfMode mode) =>
        new TfIdfTrainer(mode).Train([.. Corpus.Select(text => (IReadOnlyList<TextPart>)[new TextPart(text)])], Tokenizer.WordsOnly);

    private static double Idf(TfIdfModel model, string term) => model.IdfOf(model.Terms.NumberOf(term));
}
