using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Passkeys;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Web.Accounts.SignIn;

public sealed class SignInInput
{
    public string Email { get; set; } = "";
    public string Password { get; set; } = "";
}

public sealed partial class SignInPage
{
    // One text for everything that can be wrong: it must not tell who has an account.
    internal const string Wrong = "The e-mail address or the password is not right.";

    private string? _problem;
    private bool _hasEnded;

    [SupplyParameterFromForm(FormName = "password")]
    private SignInInput Input { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "demo", Name = "Role")]
    private string? DemoRole { get; set; }

    [SupplyParameterFromForm(FormName = "passkey", Name = "Credential")]
    private string? Credential { get; set; }

    [SupplyParameterFromQuery(Name = AccessResults.ReturnKey)]
    private string? Return { get; set; }

    [SupplyParameterFromQuery(Name = AccessResults.EndedKey)]
    private string? Ended { get; set; }

    [SupplyParameterFromQuery(Name = ProviderProblems.Key)]
    private string? ProviderFault { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Inject]
    private PasswordCheck Passwords { get; set; } = default!;

    [Inject]
    private BrowserSignIn Browser { get; set; } = default!;

    [Inject]
    private PasskeyCeremony Passkeys { get; set; } = default!;

    [Inject]
    private DemoAccounts Demo { get; set; } = default!;

    [Inject]
    private IOptions<ProviderOptions> Provider { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        Input ??= new();
        if (!HttpMethods.IsGet(Context.Request.Method))
            return;
        if (Context.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo(LocalAddress.Or(Return));
        _hasEnded = Ended is not null;
        if (Provider.Value.Authority is not null && ProviderProblems.Read(ProviderFault) is { } problem)
            _problem = ProviderProblems.WordsOf(problem, Provider.Value.DisplayName);
    }

    private async Task SignInAsync()
    {
        switch (await Passwords.RunAsync(Input.Email, Input.Password, Browser.GuesserOf(Context, Input.Email)))
        {
            case PasswordProof.Right(var account):
                await ContinueAsync(account);
                break;
            case PasswordProof.Later(var wait):
                _problem = Waiting.Announce(Context, wait);
                break;
            default:
                Context.Response.StatusCode = StatusCodes.Status400BadRequest;
                _problem = Wrong;
                break;
        }
    }

    private async Task ContinueAsync(Account account)
    {
        if (!account.TwoFactorEnabled)
        {
            await EnterAsync(account, FactorRule.Password);
            return;
        }

        await Halfway.BeginAsync(Context, account, FactorRule.Password);
        Navigation.NavigateTo($"/signin/code{new QueryBuilder { { AccessResults.ReturnKey, LocalAddress.Or(Return) } }}");
    }

    private async Task SignInByPasskeyAsync()
    {
        if (await Passkeys.ProveAsync(Context, Credential) is { } account)
        {
            await EnterAsync(account, FactorRule.Passkey);
            return;
        }

        Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = "This passkey is not known here, or took too long. Try again, or sign in with the password.";
    }

    private async Task SignInDemoAsync()
    {
        if (await Demo.FindAsync(DemoRole, Context.RequestAborted) is { } account)
        {
            await EnterAsync(account, DemoAccounts.Method);
            return;
        }

        Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = "There is no such demonstration account here.";
    }

    private async Task EnterAsync(Account account, string method)
    {
        await Browser.SignInAsync(Context, account, method, Context.RequestAborted);
        Navigation.NavigateTo(LocalAddress.Or(Return));
    }
}
