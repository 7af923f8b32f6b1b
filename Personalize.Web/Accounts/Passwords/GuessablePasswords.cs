using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Passwords;

/// <summary>
/// Refuses passwords that a guesser comes to soon, and those longer than we read. The judgement is zxcvbn's: common passwords
/// and words in several disguises, names, dates, keyboard patterns, repetitions.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    /// <summary>Of 0 to 4, which is for what no guesser would come to.</summary>
    private const int LeastScore = 3;

    /// <summary>Judging takes ever longer with the length, and what is good until here stays good.</summary>
    private const int MostJudged = 64;

    // Words that a guesser at this product tries, and no dictionary ranks.
    private static readonly string[] OwnWords =
        ["personalize", "personalise", "personalization", "personalisation", "recommend", "recommender", "recommendation", "recommendations"];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = nameof(GuessablePasswords), Description = fault })
            : IdentityResult.Success);

    /// <returns>What is wrong with it, as a sentence; null when nothing is.</returns>
    public static string? Fault(string password, string? email)
    {
        if (password.Length > PasswordLimits.Longest)
            return $"A password has at most {PasswordLimits.Longest} characters; this one has {password.Length}.";
        if (password.Length < PasswordLimits.Shortest)
            return null; // Identity's own rule says so.
        if (!IsGuessable(password, [.. OwnWords, .. PartsOf(email)]))
            return null;
        return (IsGuessable(password, OwnWords) ? "This password is among those that a guesser comes to soon." : "This password is too near to your e-mail address.")
            + " Add another word or two that do not belong together.";
    }

    private static bool IsGuessable(string password, string[] known) =>
        Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, MostJudged)], known).Score < LeastScore;

    // The address, the name in it and its pieces, and the domain.
    private static IEnumerable<string> PartsOf(string? email) =>
        email is null ? [] : email.Split(['@', '.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries).Append(email).Append(email.Split('@')[0]);
}
