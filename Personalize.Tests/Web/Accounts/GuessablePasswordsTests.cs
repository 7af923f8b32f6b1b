using Personalize.Web.Accounts.Passwords;

namespace Personalize.Tests.Web.Accounts;

public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2024!")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyuiop123")]
    [InlineData("123456789012")]
    [InlineData("098765432109")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("administrator")]
    [InlineData("iloveyou1234")]
    [InlineData("Summer2024!!!")]
    [InlineData("unbelievable")]
    [InlineData("changeme12345")]
    [InlineData("personalize2026")]
    [InlineData("recommendations")]
    [InlineData("anna@example.org")]
    public void What_guessers_try_first_is_refused(string password) => Assert.NotNull(GuessablePasswords.Fault(password, "anna@example.org"));

    [Fact]
    public void Common_passwords_of_the_librarys_list_are_refused_once_they_are_long_enough()
    {
        // Each takes some milliseconds, all of them minutes; all were refused when the rule was made.
        const int Each = 30;
        var zxcvbn = typeof(Zxcvbn.Zxcvbn).Assembly;
        using var list = zxcvbn.GetManifestResourceStream(zxcvbn.GetManifestResourceNames().Single(name => name.EndsWith("passwords.lst", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(list);
        var words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] asTheyAre = [.. words.Where(word => word.Length >= PasswordLimits.Shortest)];
        string[] lengthened = [.. words.Take(3_000).Select(word => word.PadRight(PasswordLimits.Shortest, '1'))];
        string[] tried = [.. asTheyAre.Concat(lengthened).Where((_, at) => at % Each == 0)];

        Assert.DoesNotContain(tried, password => GuessablePasswords.Fault(password, email: null) is null);
        TestContext.Current.SendDiagnosticMessage($"{asTheyAre.Length} long words, {tried.Length} passwords tried.");
    }

    [Theory]
    [InlineData("granite otter sings at noon")]
    [InlineData("correct lamp summer otter")]
    [InlineData("x7#Kp2!vQm9z")]
    [InlineData("73829164058273")]
    [InlineData("Пароль из слов длинный")]
    public void What_is_hard_to_guess_is_taken(string password) => Assert.Null(GuessablePasswords.Fault(password, "anna@example.org"));

    [Fact]
    public void The_refusal_says_what_would_be_better() =>
        Assert.Contains("another word or two", GuessablePasswords.Fault("passwordpassword", email: null), StringComparison.Ordinal);

    [Fact]
    public void The_own_address_is_refused_and_so_is_what_we_do_not_read()
    {
        Assert.Contains("your e-mail address", GuessablePasswords.Fault("zanna.kumueller12", "zanna.kumueller@example.org"), StringComparison.Ordinal);
        Assert.Contains("129", GuessablePasswords.Fault(new string('x', 129), email: null), StringComparison.Ordinal);
    }
}
