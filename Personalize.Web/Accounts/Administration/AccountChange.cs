using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Administration;

/// <summary>Outcome of one change to somebody's account.</summary>
public abstract record AccountChange
{
    public sealed record Saved(Account Account) : AccountChange;

    /// <param name="Path">Of a one-time link, to be handed to the account's owner; it is not shown again.</param>
    public sealed record Linked(Account Account, string Path) : AccountChange;

    public sealed record NotFound : AccountChange;

    /// <summary>It would leave nobody who can manage accounts.</summary>
    public sealed record LastAdmin : AccountChange
    {
        public const string Message = "This is the last Admin. Make somebody else an Admin first, so that accounts can still be managed.";
    }

    public sealed record Invalid(string Message) : AccountChange;
}
