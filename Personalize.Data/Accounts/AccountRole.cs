namespace Personalize.Data.Accounts;

/// <summary>What kind of work an account is for; <see cref="RoleRights"/> says what that allows.</summary>
public enum AccountRole
{
    /// <summary>Watches the live pages and works with customers, whose personal fields stay masked.</summary>
    Operator,

    /// <summary>Imports files, works with models and with pseudonymised data.</summary>
    Analyst,

    /// <summary>Edits and deletes, keeps accounts, keys and settings, sees everything.</summary>
    Admin,
}
