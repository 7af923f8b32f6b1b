using Microsoft.AspNetCore.Identity;

namespace Personalize.Data.Accounts;

/// <summary>Somebody who signs in. Its user name is its e-mail address.</summary>
public sealed class Account : IdentityUser<int>
{
    public const int EmailMaxLength = 254;
    public const int NameMaxLength = 100;

    /// <summary>Shown to colleagues; empty for none.</summary>
    public string DisplayName { get; set; } = "";
    public AccountRole Role { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Set when an admin switched the account off; it then may do nothing, at once.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}
