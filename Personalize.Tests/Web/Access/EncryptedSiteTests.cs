using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;
using Personalize.Tests.Web.Pages;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Access;

/// <summary>What browsers are told once they come by HTTPS.</summary>
public sealed partial class EncryptedSiteTests
{
    private static readonly Dictionary<string, string> BehindProxy = new() { ["Personalize:Proxies"] = "10.0.0.5", ["AllowedHosts"] = "*" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_cookie_is_for_this_host_alone_over_secure_connections_and_out_of_reach_of_scripts()
    {
        await using var app = Site("Production", BehindProxy);

        var cookies = await CookiesOfASignInAsync(app);

        Assert.Equal(
            ["__Host-personalize", "__Host-personalize-device", "__Host-personalize-form", "__Host-personalize-halfway"],
            cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie =>
        {
            foreach (var part in (string[])["; path=/", "; secure", "; httponly", "; samesite="])
                Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Where_only_this_machine_comes_and_not_by_HTTPS_browsers_get_cookies_that_they_can_keep(string environment)
    {
        await using var app = Site(environment, []);

        var cookies = await CookiesOfASignInAsync(app);

        Assert.Equal(4, cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Count());
        Assert.All(cookies, cookie => Assert.StartsWith("personalize", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_script_that_keeps_the_theme_gets_the_name_of_its_cookie_and_the_page_reads_it()
    {
        await using var app = Site("Production", BehindProxy);
        using var browser = new AccountBrowser(app);
        browser.Cookies["__Host-personalize-theme"] = "dark";

        var page = (await browser.GoAsync("/signin")).Text;

        Assert.Contains("data-theme=\"dark\" data-theme-cookie=\"__Host-personalize-theme\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("/api/items/1", HttpStatusCode.InternalServerError)]
    [InlineData("/api/nothing", HttpStatusCode.Unauthorized)]
    public async Task Also_answers_of_the_fault_handler_keep_browsers_to_HTTPS(string path, HttpStatusCode status)
    {
        await using var app = new PersonalizeApp
        {
            Environment = "Production",
            Settings = BehindProxy,
            Configure = SwitchableDatabase.Install,
        };
        using var client = path.StartsWith("/api/items", StringComparison.Ordinal) ? app.CreateClient() : app.CreateStranger();
        client.BaseAddress = new Uri("https://shop.example");
        using var before = await client.GetAsync(new Uri("/api/items/1", UriKind.Relative), Cancel);
        app.Get<SwitchableDatabase>().Break();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        app.Get<SwitchableDatabase>().Repair();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(["max-age=31536000; includeSubDomains"], answer.Headers.GetValues("Strict-Transport-Security"));
    }

    private static PersonalizeApp Site(string environment, Dictionary<string, string> settings) =>
        new() { Environment = environment, Settings = settings, Configure = TestAccounts.Quicken };

    /// <returns>As they are set, in their order.</returns>
    private static async Task<IReadOnlyList<string>> CookiesOfASignInAsync(PersonalizeApp app)
    {
        var account = await app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        await app.ChangeAsync(account, row => row.TwoFactorEnabled = true);
        await using var scope = app.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(account.Email!);
        var key = await scope.ServiceProvider.GetRequiredService<SecondFactor>().KeyAsync(stored!);
        using var browser = new AccountBrowser(app);
        var answers = new[]
        {
            await browser.GoAsync("/signin"),
            await browser.SignInAsync(account.Email!, TestAccounts.Password),
            await browser.SubmitAsync("/signin/code", "code", ("Code", Totp.CodeAt(key, TimeProvider.System.GetUtcNow()))),
        };
        return [.. answers.Where(answer => answer.Headers.ContainsKey("Set-Cookie")).SelectMany(answer => Between().Split(answer.Headers["Set-Cookie"]))];
    }

    // Not the comma within a date.
    [GeneratedRegex(", (?=[A-Za-z_-]+=)")]
    private static partial Regex Between();
}
