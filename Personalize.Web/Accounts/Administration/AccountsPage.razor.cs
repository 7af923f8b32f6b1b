using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Shell;

namespace Personalize.Web.Accounts.Administration;

public sealed partial class AccountsPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<AccountRow>? _rows;
    private (string Email, string Path)? _link;
    private string? _problem;
    private InviteDialog? _invite;
    private SessionsDialog? _sessions;

    [Inject]
    private PageActor Actor { get; set; } = default!;

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private AccountEditor Editor { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() =>
        _rows = await Directory.ListAsync(await Actor.DemandAsync(Right.ManageAccounts, _closing.Token), _closing.Token);

    private Task InvitedAsync(AccountChange change) => TakeAsync(change, done: null);

    private Task LinkAsync(AccountRow row) => DoAsync(actor => Editor.IssueLinkAsync(actor, row.Id, _closing.Token), done: null);

    private Task RemoveFactorAsync(AccountRow row) =>
        DoAsync(actor => Editor.RemoveSecondFactorAsync(actor, row.Id, _closing.Token), $"{row.Name} signs in without a code from now on.");

    private Task ToggleAsync(AccountRow row) => row.IsDisabled
        ? DoAsync(actor => Editor.EnableAsync(actor, row.Id, _closing.Token), $"{row.Name} may sign in again.")
        : DoAsync(actor => Editor.DisableAsync(actor, row.Id, _closing.Token), $"{row.Name} is switched off and signed out.");

    // The list may have been offered by anybody's browser, so what is chosen is looked at again.
    private Task ChangeRoleAsync(AccountRow row, string? chosen) =>
        Enum.GetNames<AccountRole>().Contains(chosen, StringComparer.Ordinal)
            ? DoAsync(actor => Editor.ChangeRoleAsync(actor, row.Id, Enum.Parse<AccountRole>(chosen!), _closing.Token), $"{row.Name} is now {chosen}, and has to sign in again.")
            : LoadAsync();

    private async Task DoAsync(Func<Actor, Task<AccountChange>> change, string? done) =>
        await TakeAsync(await change(await Actor.DemandAsync(Right.ManageAccounts, _closing.Token)), done);

    private async Task TakeAsync(AccountChange change, string? done)
    {
        _problem = change switch
        {
            AccountChange.LastAdmin => AccountChange.LastAdmin.Message,
            AccountChange.Invalid(var message) => message,
            AccountChange.NotFound => "This account is gone.",
            _ => null,
        };
        if (change is AccountChange.Linked(var account, var path))
            _link = (account.Email!, path);
        else if (_problem is null && done is not null)
            Toasts.Show(done);

        // A refused choice must not stay in the list as if it were made: the rows are drawn anew.
        _rows = null;
        StateHasChanged();
        await LoadAsync();
    }
}
