using System.Globalization;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Hosting;

namespace Personalize.Web.Tokens;

internal enum TokenGrant
{
    Password,
    RefreshToken,
}

/// <summary>What a program sends for tokens: the fields of its grant, and no others.</summary>
internal sealed record TokenRequest
{
    private const int CodeMaxLength = 32;

    public TokenGrant? Grant { get; init; }
    public string? Email { get; init; }
    public string? Password { get; init; }

    /// <summary>Of the second factor.</summary>
    public string? Code { get; init; }
    public string? RefreshToken { get; init; }

    public FieldErrors Faults()
    {
        var errors = new FieldErrors();
        if (Grant is null)
            errors.Add("grant", "Is needed: 'password' or 'refresh_token'.");
        else
            Check(errors, Grant.Value);
        return errors;
    }

    // Kept out of the log, which a record's own text would put everything into.
    public override string ToString() => $"{nameof(TokenRequest)} {Grant}";

    private void Check(FieldErrors errors, TokenGrant grant)
    {
        Require(errors, "email", Email, Account.EmailMaxLength, grant == TokenGrant.Password);
        Require(errors, "password", Password, PasswordLimits.Longest, grant == TokenGrant.Password);
        if (Code is not null)
            Require(errors, "code", Code, CodeMaxLength, grant == TokenGrant.Password);
        Require(errors, "refresh_token", RefreshToken, PasswordLimits.Longest, grant == TokenGrant.RefreshToken);
    }

    private static void Require(FieldErrors errors, string field, string? value, int longest, bool isNeeded)
    {
        if (!isNeeded && value is not null)
            errors.Add(field, "Does not belong to this grant.");
        else if (isNeeded && string.IsNullOrEmpty(value))
            errors.Add(field, "Is needed for this grant.");
        else if (value?.Length > longest)
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"Has {value.Length} characters; at most {longest} are accepted."));
    }
}

/// <summary>Tokens as RFC 6749 names them.</summary>
internal sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, DateTimeOffset SessionEndsAt)
{
    public static TokenResponse Of(IssuedTokens issued) =>
        new(issued.Access, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, issued.Refresh, issued.SessionEnds);

    public override string ToString() => nameof(TokenResponse);
}
