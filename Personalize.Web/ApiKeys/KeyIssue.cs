using Personalize.Data.Accounts;

namespace Personalize.Web.ApiKeys;

/// <summary>What somebody asks for.</summary>
/// <param name="Scopes">Rights of the role that the key is narrowed to; empty for all of them.</param>
public sealed record NewApiKey(string Name, AccountRole Role, IReadOnlyCollection<Right> Scopes, TimeSpan Lifetime);

/// <summary>What became of the wish for a key.</summary>
public abstract record KeyIssue
{
    /// <summary>The secret is seen here, and never again.</summary>
    public sealed record Issued(ApiKey Key, string Secret) : KeyIssue
    {
        // Kept out of the log.
        public override string ToString() => $"{nameof(Issued)} {Key.Prefix}";
    }

    /// <summary>Messages by field: "name", "scopes", "lifetime".</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : KeyIssue;
}
