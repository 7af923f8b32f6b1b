using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Links;

/// <summary>What came of using a one-time link.</summary>
internal abstract record LinkOutcome
{
    public sealed record Done(Account Account) : LinkOutcome;

    /// <summary>There is no such link, or it was used, or its day is over.</summary>
    public sealed record Gone : LinkOutcome;

    /// <summary>What was entered cannot be taken; the link still works.</summary>
    public sealed record Invalid(string Message) : LinkOutcome
    {
        public static Invalid From(IdentityResult result) => new(result.Faults());
    }
}
