using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts;
using Personalize.Web.Hosting.Security;

namespace Personalize.Tests.Web.Accounts;

public sealed class DemoAccountTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AccountRole.Admin)]
    [InlineData(AccountRole.Analyst)]
    [InlineData(AccountRole.Operator)]
    public async Task One_click_leads_to_the_live_page(AccountRole role)
    {
        await using var app = new PersonalizeApp();
        using var browser = new AccountBrowser(app);
        var away = await browser.GoAsync("/");

        var answer = await browser.SubmitAsync(away.Location!, "demo", ("Role", role.ToString()));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Owner")]
    [InlineData("2")]
    [InlineData("Admin,Analyst")]
    public async Task A_role_that_is_not_offered_signs_nobody_in(string role)
    {
        await using var app = new PersonalizeApp();
        using var browser = new AccountBrowser(app);

        var answer = await browser.SubmitAsync("/signin", "demo", ("Role", role));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
    }

    [Fact]
    public async Task In_production_there_is_no_demo_account_and_no_button()
    {
        await using var app = new PersonalizeApp { Environment = "Production" };
        using var browser = new AccountBrowser(app);

        var page = await browser.GoAsync("/signin");
        var answer = await browser.PostAsync(
            "/signin", [.. AccountBrowser.HiddenFields(page.Text, "password").Where(field => field.Name != "_handler"), ("_handler", "demo"), ("Role", "Admin")]);

        Assert.DoesNotContain("Continue as", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain(app.Get<CookieStyle>().Name, browser.Cookies.Keys);
        await using var db = await app.OpenDatabaseAsync();
        Assert.False(await db.Accounts.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_database_from_development_has_its_demo_accounts_switched_off_in_production()
    {
        await using var development = new PersonalizeApp();
        using (var browser = new AccountBrowser(development))
            await browser.GoAsync("/signin");
        await using var production = new PersonalizeApp
        {
            Environment = "Production",
            Settings = new Dictionary<string, string> { ["Personalize:DataFolder"] = development.DataFolder },
        };

        using var later = new AccountBrowser(production);
        await later.GoAsync("/signin");

        await using var db = await production.OpenDatabaseAsync();
        Assert.Equal(3, await db.Accounts.CountAsync(Cancel));
        Assert.False(await db.Accounts.AnyAsync(account => account.DisabledAt == null, Cancel));
        Assert.Null(await production.Get<DemoAccounts>().FindAsync("Admin", Cancel));
    }
}
