using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Interactions;

public sealed class VocabularyTests
{
    [Fact]
    public void Ids_are_numbered_in_ordinal_order_and_repeats_count_once()
    {
        var vocabulary = Vocabulary.Of(["b", "a", "b", "B"]);

        Assert.Equal(["B", "a", "b"], Enumerable.Range(0, vocabulary.Count).Select(vocabulary.IdOf));
        Assert.Equal(2, vocabulary.NumberOf("b"));
        Assert.Equal(-1, vocabulary.NumberOf("c"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_number_outside_the_range_throws(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.Of(["a"]).IdOf(number));
}
