using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Passwords;

/// <summary>Refuses passwords that a guesser tries first, and those longer than we read.</summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    private const string Rows = "abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm 012345678901234567890123456789 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm";
    private const string Backwards = "zyxwvutsrqponmlkjihgfedcba mnbvcxzlkjhgfdsapoiuytrewq 987654321098765432109876543210 p0o9i8u7y6t5r4e3w2q1";
    private static readonly string[] Common = Words();

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = nameof(GuessablePasswords), Description = fault })
            : IdentityResult.Success);

    /// <returns>What is wrong with it, as a sentence; null when nothing is.</returns>
    public static string? Fault(string password, string? email)
    {
        if (password.Length > PasswordLimits.Longest)
            return $"A password has at most {PasswordLimits.Longest} characters; this one has {password.Length}.";
        var plain = password.ToLowerInvariant();
        if (email?.Split('@')[0] is { Length: >= 4 } name && plain.Replace(name.ToLowerInvariant(), "", StringComparison.Ordinal).Length < 4)
            return "The password must be more than the e-mail address.";
        return IsGuessable(plain) ? "This password is among the first that a guesser tries. Choose another." : null;
    }

    private static bool IsGuessable(string plain) =>
        plain.Distinct().Count() < 5
        || IsRepeated(plain)
        || Rows.Contains(plain, StringComparison.Ordinal)
        || Backwards.Contains(plain, StringComparison.Ordinal)
        || IsDecorated(string.Concat(plain.Where(letter => !IsDecoration(letter))))
        || IsDecorated(string.Concat(plain.Select(Undisguised).Where(letter => !IsDecoration(letter))));

    // "summer2024!" guesses like "summer": digits and signs around one or two common words add next to nothing. Three or more
    // words are a phrase, which is what we ask for.
    private static bool IsDecorated(string letters)
    {
        var words = 0;
        foreach (var word in Common)
        {
            if (!letters.Contains(word, StringComparison.Ordinal))
                continue;
            letters = letters.Replace(word, "", StringComparison.Ordinal);
            words++;
        }

        return words is 1 or 2 && letters.Length < 4;
    }

    private static bool IsDecoration(char letter) => letter == ' ' || char.IsAsciiDigit(letter) || char.IsPunctuation(letter) || char.IsSymbol(letter);

    private static char Undisguised(char letter) => letter switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => letter,
    };

    private static bool IsRepeated(string plain)
    {
        for (var length = 1; length <= 4; length++)
        {
            var part = plain[..Math.Min(length, plain.Length)];
            if (plain.Replace(part, "", StringComparison.Ordinal).Length < length)
                return true;
        }

        return false;
    }

    // Longest first, so that "password" goes before "pass".
    private static string[] Words()
    {
        using var list = typeof(GuessablePasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(list);
        return [.. reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length)];
    }
}
