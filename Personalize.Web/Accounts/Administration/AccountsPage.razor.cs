using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Shell;

namespace Personalize.Web.Accounts.Administration;

public sealed partial class AccountsPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<AccountRow>? _rows;
    private PanelState _state = PanelState.Loading;
    private Problem? _problem;
    private int _loads;
    private (string Email, string Path)? _link;
    private string? _refusal;
    private InviteDialog? _invite;
    private SessionsDialog? _sessions;

    [Inject]
    private PageActor Actor { get; set; } = default!;

    [Inject]
    private ConfirmedActor Confirmed { get; set; } = default!;

    [Inject]
    private AccountDirectory Directory { get; set; } = default!;

    [Inject]
    private AccountEditor Editor { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _rows = await Directory.ListAsync(await Actor.DemandAsync(Right.ManageAccounts, _closing.Token), _closing.Token);
            (_state, _problem) = (PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "The list of accounts"));
        }

        // A refused choice must not stay in the list as if it were made: the rows are drawn anew.
        _loads++;
    }

    private Task InvitedAsync(AccountChange change) => TakeAsync(change, done: null);

    private Task LinkAsync(AccountRow row) => DoAsync(actor => Editor.IssueLinkAsync(actor, row.Id, _closing.Token), done: null);

    private Task RemoveFactorAsync(AccountRow row) =>
        DoAsync(actor => Editor.RemoveSecondFactorAsync(actor, row.Id, _closing.Token), $"{row.Name} has neither app nor passkey any more, and is signed out.");

    private Task UnlinkAsync(AccountRow row) =>
        DoAsync(actor => Editor.UnlinkAsync(actor, row.Id, _closing.Token), $"{row.Name} is not linked with the sign-in provider any more, and signed out.");

    private Task SwitchOffAsync(AccountRow row) =>
        DoAsync(actor => Editor.DisableAsync(actor, row.Id, _closing.Token), $"{row.Name} is switched off.");

    private Task SwitchOnAsync(AccountRow row) =>
        DoAsync(actor => Editor.EnableAsync(actor, row.Id, _closing.Token), $"{row.Name} may sign in again.");

    private Task DeleteAsync(AccountRow row) => DoAsync(actor => Editor.DeleteAsync(actor, row.Id, _closing.Token), $"{row.Name} is deleted.");

    // The list may have been offered by anybody's browser, so what is chosen is looked at again.
    private Task ChangeRoleAsync(AccountRow row, string? chosen) =>
        Enum.GetNames<AccountRole>().Contains(chosen, StringComparer.Ordinal)
            ? DoAsync(actor => Editor.ChangeRoleAsync(actor, row.Id, Enum.Parse<AccountRole>(chosen!), _closing.Token), $"{row.Name} is now {chosen}.")
            : LoadAsync();

    private async Task InviteAsync()
    {
        // Asked before the form is filled in, which would be lost on the way.
        if (await Confirmed.FindAsync(Right.ManageAccounts, _closing.Token) is not null)
            await _invite!.OpenAsync();
    }

    private async Task DoAsync(Func<Actor, Task<AccountChange>> change, string? done)
    {
        try
        {
            if (await Confirmed.FindAsync(Right.ManageAccounts, _closing.Token) is { } actor)
                await TakeAsync(await change(actor), done);
        }
        catch (RightMissingException missing)
        {
            _refusal = missing.Message;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _refusal = $"This failed (log id {Problems.Report(fault, "A change of an account").Id}). Look at the list before you try again.";
            await LoadAsync();
        }
    }

    private async Task TakeAsync(AccountChange change, string? done)
    {
        _refusal = change switch
        {
            AccountChange.LastAdmin => AccountChange.LastAdmin.Message,
            AccountChange.Invalid(var message) => message,
            AccountChange.NotFound => "This account is gone.",
            _ => null,
        };
        if (change is AccountChange.Linked(var account, var path))
            _link = (account.Email!, path);
        else if (_refusal is null && done is not null)
            Toasts.Show(done);
        await LoadAsync();
    }
}
