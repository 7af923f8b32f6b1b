using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Tokens;

/// <summary>Gives tokens for what an account's owner knows and has; as slow to guessers as the sign-in page.</summary>
internal sealed class TokenSignIn(
    PasswordCheck passwords, SecondFactor factor, FactorRule rule, ILookupNormalizer normalizer, ApiSessions sessions)
{
    public async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> RunAsync(
        HttpContext context, TokenRequest asked, CancellationToken cancellation)
    {
        var guesser = GuesserOf(context, normalizer.NormalizeEmail(asked.Email!));
        return await passwords.RunAsync(asked.Email!, asked.Password!, guesser) switch
        {
            PasswordProof.Right(var account) when account.TwoFactorEnabled => await WithCodeAsync(context, account, asked.Code, cancellation),
            PasswordProof.Right(var account) when rule.IsOwed(account.Role, FactorRule.Password) => Owed(),
            PasswordProof.Right(var account) => await GiveAsync(context, account, FactorRule.Password, cancellation),
            PasswordProof.Later(var wait) => Later(context, wait),
            _ => Wrong(),
        };
    }

    private async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> WithCodeAsync(
        HttpContext context, Account account, string? code, CancellationToken cancellation)
    {
        if (code is null)
        {
            return Problem.Of(
                StatusCodes.Status401Unauthorized, "code_needed",
                "This account has a second factor. Send the code of its app, or a recovery code, in 'code' too.");
        }

        return await factor.CheckAsync(account, code, GuesserOf(context, SecondFactor.TargetOf(account))) switch
        {
            CodeProof.Right(var method) => await GiveAsync(context, account, $"{FactorRule.Password}+{method}", cancellation),
            CodeProof.Later(var wait) => Later(context, wait),
            _ => Wrong(),
        };
    }

    private async Task<Ok<TokenResponse>> GiveAsync(HttpContext context, Account account, string method, CancellationToken cancellation) =>
        TypedResults.Ok(TokenResponse.Of(await sessions.StartAsync(account, method, Callers.AddressOf(context), cancellation)));

    private static Guesser GuesserOf(HttpContext context, string target) =>
        new(target, Callers.NetworkOf(context), Device: null) { Source = ActionSource.Api };

    // One text for everything that can be wrong: it must not tell who has an account.
    private static ProblemHttpResult Wrong() =>
        Problem.Of(StatusCodes.Status401Unauthorized, "sign_in_failed", "The e-mail address, the password or the code is not right.");

    private static ProblemHttpResult Owed() => Problem.Of(
        StatusCodes.Status401Unauthorized, "second_factor_needed",
        "Admins need a second factor here. Sign in with a browser and set up an authenticator app, then send its code in 'code' too.");

    private static ProblemHttpResult Later(HttpContext context, TimeSpan wait) => Problem.Later(
        context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many attempts. Wait, then try again.", wait);
}
