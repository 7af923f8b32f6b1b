using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Web.Accounts.Links;

/// <summary>How an empty database gets its first account: by a link that only who started the server has seen.</summary>
internal sealed class FirstAdmin(PersonalizeDb db, UserManager<Account> accounts, OneTimeLinks links, IHostEnvironment environment, TimeProvider clock)
{
    /// <returns>Path of a new set-up link; null when there is an account already, and in development, which has its own.</returns>
    public async Task<string?> OfferAsync(CancellationToken cancellation) =>
        environment.IsDevelopment() || await IsMadeAsync(cancellation) ? null : await links.IssueAsync(LinkPurpose.SetUp, accountId: null, cancellation);

    public async Task<LinkOutcome> MakeAsync(string? secret, string email, string name, string password, CancellationToken cancellation)
    {
        email = email.Trim();
        name = name.Trim();
        if ((AccountRules.EmailFault(email) ?? AccountRules.NameFault(name)) is { } fault)
            return new LinkOutcome.Invalid(fault);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        if (await links.UseAsync(db, secret, cancellation) is not { Purpose: LinkPurpose.SetUp } || await IsMadeAsync(cancellation))
            return new LinkOutcome.Gone();
        var account = new Account { UserName = email, Email = email, DisplayName = name, Role = AccountRole.Admin, CreatedAt = clock.GetUtcNow() };
        // Whoever started the server: nobody has an account yet.
        db.Actor = Actor.System(ActionSource.Command);
        var made = await accounts.CreateAsync(account, password);
        if (!made.Succeeded)
            return LinkOutcome.Invalid.From(made);
        await transaction.CommitAsync(cancellation);
        return new LinkOutcome.Done(account);
    }

    /// <remarks>Demonstration accounts of a former development database are switched off and count for nothing.</remarks>
    public Task<bool> IsMadeAsync(CancellationToken cancellation) =>
        db.Accounts.AnyAsync(account => !EF.Functions.Like(account.NormalizedEmail!, DemoAccounts.Pattern), cancellation);
}
