using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Own;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Web.Accounts.Factors;

/// <summary>Setting up, changing and switching off the codes of an authenticator app.</summary>
public sealed partial class SecondFactorPage
{
    private Account? _account;
    private bool _owes;
    private string? _key;
    private string? _problem;
    private IReadOnlyList<string>? _codes;

    [SupplyParameterFromForm(FormName = "enable", Name = "Code")]
    private string? EnablingCode { get; set; }

    [SupplyParameterFromForm(FormName = "manage", Name = "Code")]
    private string? ManagingCode { get; set; }

    [SupplyParameterFromForm(FormName = "manage", Name = "Action")]
    private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = AccessResults.ReturnKey)]
    private string? Return { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Inject]
    private OwnAccount Own { get; set; } = default!;

    [Inject]
    private UserManager<Account> Accounts { get; set; } = default!;

    [Inject]
    private SecondFactor Factor { get; set; } = default!;

    [Inject]
    private Confirmation Confirmation { get; set; } = default!;

    [Inject]
    private BrowserSignIn Browser { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var account = await Own.ReadAsync(Context);
        _owes = ActorClaims.Owes(Context.User);

        // A password alone must not add a factor beside those that its owner has.
        if (_owes && (account.TwoFactorEnabled || (await Accounts.GetPasskeysAsync(account)).Count > 0))
        {
            Navigation.NavigateTo(Confirmation.AddressOf(LocalAddress.Or(Return)));
            return;
        }

        if (!account.TwoFactorEnabled)
        {
            if (!Confirmation.IsFresh(Context.User))
            {
                Navigation.NavigateTo(Confirmation.AddressOf(Context.Request.Path + Context.Request.QueryString));
                return;
            }

            _key = await Factor.KeyAsync(account);
        }

        _account = account;
    }

    private async Task EnableAsync()
    {
        if (_account is not { TwoFactorEnabled: false })
            return;
        _codes = await Factor.EnableAsync(_account, EnablingCode ?? "");
        if (_codes is null)
            Refuse("This code is not right. Enter the one that the app shows now, and see that the clock of your phone is right.");
        else
            await Own.RenewAsync(Context, _account, FactorRule.Code, Context.RequestAborted);
    }

    private async Task ManageAsync()
    {
        var known = Browser.GuesserOf(Context, _account!.Email!);
        switch (await Factor.CheckAsync(_account, ManagingCode ?? "", known with { Target = SecondFactor.TargetOf(_account) }))
        {
            case CodeProof.Later(var wait):
                _problem = Waiting.Announce(Context, wait);
                break;
            case CodeProof.Wrong:
                Refuse("This code is not right, or was used before. Wait for the next one and try again.");
                break;
            case CodeProof.Right(var method) when Action == "off":
                await Factor.DisableAsync(_account);
                await Own.RenewAsync(Context, _account, method, Context.RequestAborted);
                Navigation.NavigateTo("/account?done=second-factor");
                break;
            default:
                _codes = await Factor.NewRecoveryCodesAsync(_account);
                break;
        }
    }

    private void Refuse(string problem)
    {
        Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }
}
