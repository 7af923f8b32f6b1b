using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Personalize.Web.Accounts.Provider;

/// <summary>
/// The framework takes an ID token that nobody signed, if it comes straight from the provider. That would hang everything on
/// one connection; the standard allows it, we do not.
/// </summary>
internal sealed class SignedIdTokens : JsonWebTokenHandler
{
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        validationParameters.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, validationParameters);
    }
}
