using System.Net.Mail;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Administration;

/// <summary>What an account's e-mail address and name must be. Each gives the fault as a sentence, or null.</summary>
internal static class AccountRules
{
    public static string? EmailFault(string email)
    {
        if (email.Length is 0 or > Account.EmailMaxLength)
            return $"Enter an e-mail address of at most {Account.EmailMaxLength} characters.";
        if (email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)
            return "This is no e-mail address; one looks like anna@example.org.";
        return email.EndsWith(DemoAccounts.Domain, StringComparison.OrdinalIgnoreCase)
            ? $"Addresses at {DemoAccounts.Domain[1..]} belong to the demonstration."
            : null;
    }

    public static string? NameFault(string name)
    {
        if (name.Length > Account.NameMaxLength)
            return $"A name has at most {Account.NameMaxLength} characters; this one has {name.Length}.";
        return name.Any(char.IsControl) ? "A name holds no control characters." : null;
    }
}
