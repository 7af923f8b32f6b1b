using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Provider;

/// <summary>What owners do about the provider on the page of their account.</summary>
internal sealed class ProviderLinks(UserManager<Account> accounts, IOptions<ProviderOptions> provider)
{
    private readonly ProviderOptions _options = provider.Value;

    public async Task<bool> HasAsync(Account account) => await FindAsync(account) is not null;

    /// <returns>Null when it is linked now.</returns>
    public async Task<ProviderProblem?> AddAsync(Account account, string subject)
    {
        if (await accounts.FindByLoginAsync(_options.ExpectedIssuer, subject) is { } owner)
            return owner.Id == account.Id ? null : ProviderProblem.Taken;
        if (await HasAsync(account))
            return ProviderProblem.Occupied;
        try
        {
            var added = await accounts.AddLoginAsync(account, new UserLoginInfo(_options.ExpectedIssuer, subject, _options.DisplayName));
            if (added.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.LoginAlreadyAssociated)))
                return ProviderProblem.Taken;
            added.ThrowIfFailed();
            return null;
        }
        catch (DbUpdateException)
        {
            // Another account was quicker by a moment.
            return ProviderProblem.Taken;
        }
    }

    /// <returns>Whether anything else lets the owner in.</returns>
    public async Task<bool> CanDoWithoutAsync(Account account) =>
        account.PasswordHash is not null || (await accounts.GetPasskeysAsync(account)).Count > 0;

    /// <exception cref="InvalidOperationException">The account changed at the same moment, and nothing was stored.</exception>
    public async Task RemoveAsync(Account account)
    {
        if (await FindAsync(account) is { } login)
            (await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey)).ThrowIfFailed();
    }

    private async Task<UserLoginInfo?> FindAsync(Account account) =>
        (await accounts.GetLoginsAsync(account)).FirstOrDefault(login => login.LoginProvider == _options.ExpectedIssuer);
}
