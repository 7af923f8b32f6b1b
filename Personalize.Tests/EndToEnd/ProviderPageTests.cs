using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;

namespace Personalize.Tests.EndToEnd;

/// <summary>Linking with an outside provider and signing in with it, as people do it. It is another site for the browser.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class ProviderPageTests(Browser browser)
{
    [Theory]
    [InlineData(Scripting.On)]
    [InlineData(Scripting.Off)]
    public async Task A_linked_account_signs_in_with_one_click(Scripting script)
    {
        await using var provider = await TestProvider.StartAsync();
        await using var app = new PersonalizeApp { Settings = provider.Settings };
        app.UseKestrel(0);
        app.StartServer();
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());
        var address = new UriBuilder(app.ClientOptions.BaseAddress) { Host = "localhost", Path = "/signin", Query = "return=/account" }.Uri;
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk, script);
        var page = stranger.Page;

        // A first time with the password, to link.
        await page.GotoAsync(address.ToString());
        await page.GetByLabel("E-mail address").FillAsync(account.Email!);
        await page.GetByLabel("Password").FillAsync(TestAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByLabel("Your password here").FillAsync(TestAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Link it", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue at Example ID" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("It is linked. You may sign in with it from now on.");
        await CheckAsync(page, "account-provider");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();

        await page.GotoAsync(address.ToString());
        await CheckAsync(page, "signin-provider");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example ID" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your account");
        await Assertions.Expect(page.GetByText("by oidc")).ToBeVisibleAsync();
        Assert.Empty(stranger.Troubles);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_so_where_the_focus_is()
    {
        await using var provider = await TestProvider.StartAsync();
        await using var app = new PersonalizeApp { Settings = provider.Settings };
        app.UseKestrel(0);
        app.StartServer();
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;
        await page.GotoAsync(new UriBuilder(app.ClientOptions.BaseAddress) { Host = "localhost", Path = "/users" }.Uri.ToString());

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example ID" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not linked to an account here");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await CheckAsync(page, "signin-provider-refused");
        Assert.Empty(stranger.Troubles);
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await Screenshots.SaveAsync(page, name, PageLook.Desk);
        if (!await page.EvaluateAsync<bool>("() => matchMedia('(scripting: enabled)').matches"))
            return;
        var axe = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] },
        });
        Assert.Empty(axe.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
