using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Own;
using Personalize.Web.Accounts.Passkeys;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Web.Accounts.Confirm;

/// <summary>Takes one more proof of who somebody is, and leads back to what it was needed for.</summary>
public sealed partial class ConfirmPage
{
    private Account? _account;
    private bool _hasPasskey;
    private bool _owesFactor;
    private string? _problem;

    [SupplyParameterFromForm(FormName = "code", Name = "Code")]
    private string? Code { get; set; }

    [SupplyParameterFromForm(FormName = "password", Name = "Password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "passkey", Name = "Credential")]
    private string? Credential { get; set; }

    [SupplyParameterFromQuery(Name = AccessResults.ReturnKey)]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Inject]
    private OwnAccount Own { get; set; } = default!;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private PasswordCheck Passwords { get; set; } = default!;

    [Inject]
    private SecondFactor Factor { get; set; } = default!;

    [Inject]
    private PasskeyCeremony Passkeys { get; set; } = default!;

    [Inject]
    private BrowserSignIn Browser { get; set; } = default!;

    [Inject]
    private DemoAccounts Demo { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // What opened this session is not asked for again where more is owed.
    private bool TakesPassword => _account?.PasswordHash is not null && !_owesFactor;

    private bool IsDemo => _account is not null && !_owesFactor && Demo.Owns(_account);

    protected override async Task OnInitializedAsync()
    {
        _account = await Own.ReadAsync(Context);
        _hasPasskey = (await Accounts.GetPasskeysAsync(_account)).Count > 0;

        // Whoever owes one and has none yet is here because setting it up took long.
        _owesFactor = ActorClaims.Owes(Context.User) && (_account.TwoFactorEnabled || _hasPasskey);
    }

    private async Task ByCodeAsync()
    {
        var guesser = Browser.GuesserOf(Context, _account!.Email!) with { Target = SecondFactor.TargetOf(_account) };
        switch (await Factor.CheckAsync(_account, Code ?? "", guesser))
        {
            case CodeProof.Right(var method):
                await GoOnAsync(method);
                break;
            case CodeProof.Later(var wait):
                _problem = Waiting.Announce(Context, wait);
                break;
            default:
                Refuse("This code is not right, or was used before. Wait for the next one and try again.");
                break;
        }
    }

    private async Task ByPasswordAsync()
    {
        if (!TakesPassword)
            return;
        switch (await Passwords.RunAsync(_account!.Email!, Password ?? "", Browser.GuesserOf(Context, _account.Email!)))
        {
            case PasswordProof.Right:
                await GoOnAsync(FactorRule.Password);
                break;
            case PasswordProof.Later(var wait):
                _problem = Waiting.Announce(Context, wait);
                break;
            default:
                Refuse("The password is not right.");
                break;
        }
    }

    private async Task ByPasskeyAsync()
    {
        if (await Passkeys.ProveAsync(Context, Credential) is { } proved && proved.Id == _account!.Id)
            await GoOnAsync(FactorRule.Passkey);
        else
            Refuse("This is no passkey of this account, or it took too long. Try again.");
    }

    private Task ByNothingAsync() => IsDemo ? GoOnAsync(DemoAccounts.Method) : Task.CompletedTask;

    private async Task GoOnAsync(string shown)
    {
        await Own.ConfirmAsync(Context, _account!, shown, Context.RequestAborted);
        Navigation.NavigateTo(LocalAddress.Or(Return));
    }

    private void Refuse(string problem)
    {
        Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }
}
