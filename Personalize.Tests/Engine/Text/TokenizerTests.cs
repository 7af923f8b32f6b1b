using Personalize.Engine.Text;

namespace Personalize.Tests.Engine.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\n ", "")]
    [InlineData("The Coffee and the MUG", "coffee mug")]
    [InlineData("t-light holder", "light holder")]
    [InlineData("Ｃａｆé ﬁlter ①", "café filter")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("don't, shouldn’t Children's", "dont shouldnt childrens")]
    [InlineData("咖啡 茶", "咖啡 茶")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("bill fire system", "bill fire system")]
    [InlineData("bad \ud800 surrogate", "bad surrogate")]
    [InlineData("12 cups, 7 plates", "12 cups plates")]
    public void Terms_are_canonical_words_without_noise(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokenizer.WordsOnly.Terms(text)));

    [Fact]
    public void A_declared_phrase_is_a_term_besides_its_words() =>
        Assert.Equal(["home", "home decor", "decor", "ideas"], new Tokenizer(["Home  Decor"]).Terms("HOME-decor ideas"));

    [Fact]
    public void A_phrase_may_hold_a_stop_word() =>
        Assert.Equal(["arts", "arts and crafts", "crafts"], new Tokenizer(["arts and crafts"]).Terms("Arts and Crafts"));

    [Fact]
    public void A_phrase_at_the_very_end_is_found_and_a_cut_one_is_not()
    {
        var tokenizer = new Tokenizer(["trail running shoe"]);

        Assert.Contains("trail running shoe", tokenizer.Terms("best trail running shoe"));
        Assert.DoesNotContain("trail running shoe", tokenizer.Terms("best trail running"));
    }

    [Fact]
    public void Single_words_and_repeats_are_no_phrases() =>
        Assert.Equal(["home decor"], new Tokenizer(["coffee", "home decor", "Home Decor", ""]).Phrases);

    [Fact]
    public void A_word_of_64_letters_stays_and_a_longer_one_goes()
    {
        Assert.Single(Tokenizer.Words(new string('a', 64)));
        Assert.Empty(Tokenizer.Words(new string('a', 65)));
    }
}
