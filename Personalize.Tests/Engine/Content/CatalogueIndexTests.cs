using Personalize.Engine.Content;
using Personalize.Engine.Text;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Content;

public sealed class CatalogueIndexTests
{
    private static readonly CatalogueItem[] Items =
    [
        new() { Sku = "A", Title = "coffee mug" },
        new() { Sku = "B", Title = "coffee grinder" },
        new() { Sku = "C", Title = "garden shovel" },
        new() { Sku = "D", Title = "" },
        new() { Sku = "E", Title = "mug", Description = "for coffee" },
    ];

    [Fact]
    public void The_nearest_item_comes_first_with_the_terms_it_shares()
    {
        var similar = Indexed(Items).Similar(0, 10);

        Assert.Equal([4, 1], similar.Select(other => other.Item));
        Assert.Equal(["mug", "coffee"], similar[0].Terms.Select(term => term.Term));
        Assert.Equal(similar[0].Similarity, similar[0].Terms.Sum(term => term.Contribution), 1e-6);
    }

    [Fact]
    public void A_title_counts_twice()
    {
        // ln(3/2) for both words. "tea" is title: 2/3 of the terms, "pot" description: 1/3.
        var index = Indexed([
            new() { Sku = "A", Title = "tea", Description = "pot" }, new() { Sku = "B", Title = "tea" }, new() { Sku = "C", Title = "pot" },
        ]);
        var similar = index.Similar(0, 2);

        Assert.Equal([1, 2], similar.Select(other => other.Item));
        Assert.Equal(2 / Math.Sqrt(5), similar[0].Similarity, 1e-6);
        Assert.Equal(1 / Math.Sqrt(5), similar[1].Similarity, 1e-6);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void An_item_outside_the_vocabulary_throws(int item) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Indexed(Items).Similar(item, 3));

    [Fact]
    public void The_last_item_can_be_asked_and_fewer_can_be_had()
    {
        Assert.Equal(0, Assert.Single(Indexed(Items).Similar(4, 1)).Item);
        Assert.Empty(Indexed(Items).Similar(4, 0));
        Assert.Empty(Indexed(Items).Similar(3, 5));
    }

    [Fact]
    public void Similarity_agrees_with_the_cosine_of_the_vectors()
    {
        var index = SmallShop.Make().Train().Catalogue;
        for (var item = 0; item < index.Count; item++)
        {
            foreach (var other in index.Similar(item, 20))
            {
                var one = index.VectorOf(item);
                var two = index.VectorOf(other.Item);
                var cosine = SparseVector.Of(one.Columns, one.Values).Cosine(SparseVector.Of(two.Columns, two.Values));
                Assert.Equal(cosine, other.Similarity, 1e-6);
                Assert.InRange(other.Similarity, 0, 1);
            }
        }
    }

    private static CatalogueIndex Indexed(CatalogueItem[] items) =>
        CatalogueIndex.Learn(IdfMode.Spec, Tokenizer.WordsOnly, items, SmallShop.Run());
}
