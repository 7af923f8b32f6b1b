using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Links;

namespace Personalize.Tests.EndToEnd;

/// <summary>The first minutes of a server in production, on the machine where it was started.</summary>
[Collection(nameof(BrowserSuite))]
public sealed class FirstRunTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_set_up_link_leads_over_the_second_factor_to_the_live_page_and_to_a_new_key()
    {
        await using var app = new PersonalizeApp { Environment = "Production" };
        app.UseKestrel(0);
        app.StartServer();
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;

        await page.GotoAsync(new Uri(app.ClientOptions.BaseAddress, await OfferAsync(app)).ToString());
        await page.GetByLabel("E-mail address, to sign in with").FillAsync("anna@example.org");
        await page.GetByLabel("New password").FillAsync(TestAccounts.Password);
        await Button(page, "Make the account").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Second factor");
        var key = (await page.Locator(".pz-secret").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("Code from the app").FillAsync(Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await Button(page, "Switch it on").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Import data" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Switch)).ToHaveCountAsync(0);

        await page.GotoAsync(new Uri(app.ClientOptions.BaseAddress, "/admin/keys").ToString());
        await Button(page, "New key").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name: what is it for?")).ToBeVisibleAsync();
        Assert.Empty(stranger.Troubles);
    }

    [Fact]
    public async Task What_is_typed_as_a_password_can_be_shown_and_is_hidden_again()
    {
        await using var app = new PersonalizeApp { Environment = "Production" };
        app.UseKestrel(0);
        app.StartServer();
        await using var stranger = await browser.OpenStrangerAsync(PageLook.Desk);
        var page = stranger.Page;
        await page.GotoAsync(new Uri(app.ClientOptions.BaseAddress, "/signin").ToString());
        var field = page.GetByLabel("Password");
        await field.FillAsync("granite otter");

        await Button(page, "Show what is typed").ClickAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("type", "text");
        await Button(page, "Hide what is typed").ClickAsync();

        await Assertions.Expect(field).ToHaveAttributeAsync("type", "password");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<string> OfferAsync(PersonalizeApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<FirstAdmin>().OfferAsync(Cancel))!;
    }
}
