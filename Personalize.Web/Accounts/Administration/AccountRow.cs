using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Administration;

/// <summary>An account as Admins see it in the list.</summary>
/// <param name="HasSecondFactor">An authenticator app, or a passkey.</param>
/// <param name="HasProvider">Linked with an outside provider.</param>
/// <param name="Sessions">How many sign-ins hold now.</param>
public sealed record AccountRow(
    int Id, string Email, string DisplayName, AccountRole Role, bool HasPassword, bool HasSecondFactor, bool HasProvider, bool IsDisabled,
    DateTimeOffset? LastSignInAt, int Sessions)
{
    public string Name => DisplayName.Length > 0 ? DisplayName : Email;
}
