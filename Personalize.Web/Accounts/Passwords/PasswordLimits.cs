namespace Personalize.Web.Accounts.Passwords;

/// <summary>What a password must be: long, and nothing else. Rules about kinds of letters make passwords worse.</summary>
internal static class PasswordLimits
{
    public const int Shortest = 12;
    public const int Longest = 128;

    /// <summary>Rounds of PBKDF2 with SHA-512: the OWASP figure, about a tenth of a second.</summary>
    public const int Rounds = 210_000;

    public const string Hint = "At least 12 characters. A few words in a row are easy to remember and hard to guess.";
}
