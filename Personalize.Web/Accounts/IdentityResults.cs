using Microsoft.AspNetCore.Identity;

namespace Personalize.Web.Accounts;

internal static class IdentityResults
{
    /// <summary>What is wrong, in sentences for people.</summary>
    public static string Faults(this IdentityResult result) => string.Join(' ', result.Errors.Select(error => error.Description));

    /// <summary>For what fails only when somebody else changes the account at the same moment: nobody may be told that it is done.</summary>
    /// <exception cref="InvalidOperationException">It is not done.</exception>
    public static void ThrowIfFailed(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException($"The account could not be changed: {result.Faults()}");
    }
}
