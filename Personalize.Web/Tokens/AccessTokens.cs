using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Tokens;

/// <summary>Writes and reads access tokens: JSON web tokens (RFC 9068) signed with ES256, and nothing else.</summary>
internal sealed class AccessTokens(SigningKeyRing keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Type = "at+jwt";
    private const string CriticalHeader = "crit";
    private const int MostLetters = 8 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _tokens = new() { MaximumTokenSizeInBytes = MostLetters, SetDefaultTimesOnTokenCreation = false };

    public async Task<string> WriteAsync(Account account, Guid session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _tokens.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new(await keys.SignerAsync(cancellation), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                [ActorClaims.Id] = account.Id.ToString(CultureInfo.InvariantCulture),
                [ActorClaims.Role] = account.Role.ToString(),
                [ActorClaims.Session] = session.ToString(),
                [ActorClaims.Stamp] = SessionMark.Of(account.SecurityStamp, session),
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
            },
        });
    }

    /// <returns>Null when the token is not ours, is changed, or is not valid now.</returns>
    public async Task<ClaimsIdentity?> ReadAsync(string text, CancellationToken cancellation)
    {
        // Names of keys and addresses of key sets in the token are an attacker's words: only a name of ours finds a key.
        if (text.Length > MostLetters || !TryParse(text, out var token) || string.IsNullOrEmpty(token.Kid)
            || token.TryGetHeaderValue<object>(CriticalHeader, out _)
            || await keys.VerifierAsync(token.Kid, cancellation) is not { } key)
            return null;
        var result = await _tokens.ValidateTokenAsync(token, Rules(key));
        return result.IsValid ? IdentityOf(result.ClaimsIdentity) : null;
    }

    private bool TryParse(string text, out JsonWebToken token)
    {
        token = null!;
        if (!_tokens.CanReadToken(text))
            return false;
        try
        {
            token = _tokens.ReadJsonWebToken(text);
            return !token.IsEncrypted;
        }
        catch (ArgumentException)
        {
            return false; // Not JSON inside.
        }
    }

    private TokenValidationParameters Rules(SecurityKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = [Type],
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = options.Value.Issuer,
        ValidAudience = options.Value.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
    };

    // Our own clock, which tests may hold.
    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is not null && now < until + Skew && (from is null || now >= from - Skew);
    }

    private static ClaimsIdentity IdentityOf(ClaimsIdentity token) => new(
        [
            new Claim(ActorClaims.Kind, nameof(ActorKind.Account)),
            .. token.Claims.Where(claim => claim.Type is ActorClaims.Id or ActorClaims.Role or ActorClaims.Session or ActorClaims.Stamp or ActorClaims.ExpiresAt),
        ], AccessSchemes.Bearer, ActorClaims.Name, ActorClaims.Role);
}
