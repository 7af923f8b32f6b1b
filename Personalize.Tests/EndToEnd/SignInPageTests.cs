using Microsoft.Playwright;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Tests.EndToEnd;

/// <summary>Getting in, as people do it, and the account's own pages.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class SignInPageTests(Browser browser, DemoSite site)
{
    [Fact]
    public async Task One_click_leads_from_a_clean_start_to_the_live_page_and_the_menu_leads_out()
    {
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;
        await page.GotoAsync((await site.AddressAsync("/")).ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Continue as Admin" }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Demo Admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        Assert.Empty(stranger.Troubles);
    }

    [Fact]
    public async Task Without_JavaScript_a_wrong_password_keeps_the_address_and_moves_the_focus_and_the_right_one_signs_in()
    {
        var account = await (await site.StartAsync()).AddAccountAsync(TestAccounts.NewEmail());
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk, script: Scripting.Off);
        var page = stranger.Page;
        await page.GotoAsync((await site.AddressAsync("/account")).ToString());

        await page.GetByLabel("E-mail address").FillAsync(account.Email!);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("E-mail address")).ToHaveValueAsync(account.Email!);
        await page.GetByLabel("Password").FillAsync(TestAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your account");
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_without_a_password()
    {
        var account = await (await site.StartAsync()).AddAccountAsync(TestAccounts.NewEmail());
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        // A passkey belongs to a name; an address of numbers has none.
        var address = new UriBuilder(await site.AddressAsync("/account")) { Host = "localhost" }.Uri;
        await page.GotoAsync(address.ToString());
        await page.GetByLabel("E-mail address").FillAsync(account.Email!);
        await page.GetByLabel("Password").FillAsync(TestAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByLabel("Name of the new passkey").FillAsync("Test key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();

        await page.GotoAsync(new Uri(address, "/signin?return=/account").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your account");
        await Assertions.Expect(page.GetByText("by passkey")).ToBeVisibleAsync();
        Assert.Empty(stranger.Troubles);
    }

    [Fact]
    public async Task An_admin_invites_somebody_and_the_link_is_shown_once()
    {
        await using var watched = await browser.OpenAsync(site, PageLook.Desk);
        await watched.GoAsync(await site.AddressAsync("/admin/accounts"));
        var page = watched.Page;
        var email = TestAccounts.NewEmail();

        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await page.GetByLabel("E-mail address, to sign in with").FillAsync(email);
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Analyst");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = await page.Locator("[data-one-time-link]").InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(page.Locator($"tr[data-account='{email}']")).ToContainTextAsync("invited");
        await Assertions.Expect(page.Locator("[data-one-time-link]")).ToHaveCountAsync(0);

        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        await stranger.Page.GotoAsync(link);
        await stranger.Page.GetByLabel("New password").FillAsync(TestAccounts.Password);
        await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Save the password" }).ClickAsync();
        await Assertions.Expect(stranger.Page.Locator("main h1")).ToHaveTextAsync("Live");
        Assert.Empty(watched.Troubles);
    }

    [Fact]
    public async Task Somebody_switched_off_loses_the_open_page()
    {
        var app = await site.StartAsync();
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;
        await page.GotoAsync((await site.AddressAsync("/signin?return=/import")).ToString());
        await page.GetByLabel("E-mail address").FillAsync(account.Email!);
        await page.GetByLabel("Password").FillAsync(TestAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Import");

        await app.Get<AccountEditor>().DisableAsync(Actor.System(ActionSource.Command), account.Id, TestContext.Current.CancellationToken);

        // Told at once; a circuit left alone would look only every 30 s.
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in", new() { Timeout = 15_000 });
    }

    public static TheoryData<string, int> Addresses => PageLook.AtBothWidths(
        "/signin", "/signin/code", "/setup", "/account", "/account/confirm", "/account/second-factor", "/admin/accounts");

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_is_accessible_in_both_themes(string path, int width)
    {
        var light = new PageLook(IsDark: false, width);
        var isForStrangers = path is "/signin" or "/signin/code" or "/setup";
        await using var watched = isForStrangers ? await browser.OpenStrangerAsync(light) : await browser.OpenAsync(site, light);
        await LookAtAsync(watched, path, light);
        await watched.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await LookAtAsync(watched, path, light with { IsDark = true });

        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveCountAsync(1);
        await Assertions.Expect(watched.Page.Locator("main")).ToHaveCountAsync(1);
        await Accessibility.RequireNoExcessAsync(watched.Page, $"{path} at {width} px");
        Assert.DoesNotContain(watched.Troubles, trouble => path != "/setup" || !trouble.Contains("410", StringComparison.Ordinal));
    }

    private async Task LookAtAsync(WatchedPage watched, string path, PageLook look)
    {
        await watched.GoAsync(await site.AddressAsync(path));
        await Assertions.Expect(watched.Page.Locator("html")).ToHaveAttributeAsync("data-theme", look.IsDark ? "dark" : "light");
        await Screenshots.SaveAsync(watched.Page, path, look);
        await Accessibility.RequireAsync(watched.Page);
    }
}
