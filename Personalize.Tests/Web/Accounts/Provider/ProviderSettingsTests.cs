using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Access;
using Personalize.Web.Accounts.Provider;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Tests.Web.Accounts.Provider;

public sealed class ProviderSettingsTests : IDisposable
{
    private const string Variable = "Personalize__OpenIdConnect__ClientSecret";
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Authority", "http://login.example.org", "https")]
    [InlineData("Authority", "login.example.org", "web address")]
    [InlineData("Authority", "ftp://login.example.org", "web address")]
    [InlineData("Authority", "https://login.example.org?tenant=1", "web address")]
    [InlineData("Authority", "https://me:pw@login.example.org", "web address")]
    [InlineData("Authority", "https://login.example.org/.well-known/openid-configuration", "Leave out")]
    [InlineData("Authority", null, "is not")]
    [InlineData("ClientId", null, "is missing")]
    [InlineData("ClientSecretFile", null, "Personalize__OpenIdConnect__ClientSecret")]
    [InlineData("ClientSecretFile", "/nowhere/secret", "cannot be read")]
    [InlineData("ClientSecret", "hunter2", "settings file or the command line", true)]
    [InlineData("ClientSecret", "hunter2", "either")]
    [InlineData("Scopes", "profile email", "'openid'")]
    [InlineData("Roles:Admin", "shop-admins", "in which claim")]
    [InlineData("RoleClaim", "groups", "nobody could sign in")]
    [InlineData("CreateAccounts", "true", "get its role")]
    public void A_setting_that_cannot_be_right_is_named_with_its_remedy(string key, string? value, string remedy, bool isInsteadOfFile = false)
    {
        var given = Given();
        given[key] = value;
        if (isInsteadOfFile)
            given["ClientSecretFile"] = null;

        var faults = FaultsOf(given, "Production");

        var fault = Assert.Single(faults);
        Assert.Contains("Personalize:OpenIdConnect:", fault, StringComparison.Ordinal);
        Assert.Contains(remedy, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void One_group_for_two_roles_and_an_empty_secret_are_refused()
    {
        File.WriteAllText(_file, "\n");
        var given = Given();
        (given["RoleClaim"], given["Roles:Admin"], given["Roles:Operator"]) = ("groups", "staff", "staff");

        var faults = FaultsOf(given, "Production");

        Assert.Contains(faults, fault => fault.Contains("Admin and Operator", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("empty", StringComparison.Ordinal));
        Assert.Equal(2, faults.Count);
    }

    [Fact]
    public void Plain_http_is_for_development_and_a_secret_may_come_from_the_environment()
    {
        var given = Given();
        given["Authority"] = "http://127.0.0.1:8080/realms/shop";
        given["ClientSecretFile"] = null;
        Environment.SetEnvironmentVariable(Variable, "from the environment");
        try
        {
            Assert.Empty(FaultsOf(given, "Development"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void Nothing_configured_is_nothing_wrong() => Assert.Empty(FaultsOf([], "Production"));

    [Fact]
    public async Task Without_a_provider_there_is_no_button_no_route_and_no_word_of_it()
    {
        await using var app = new PersonalizeApp { Configure = TestAccounts.Quicken };
        using var browser = new AccountBrowser(app);
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());

        var page = await browser.GoAsync("/signin?provider=NotLinked");
        var start = await browser.GoAsync("/signin/provider");
        var callback = await browser.GoAsync("/signin/callback?code=a&state=b");
        var nowhere = await browser.GoAsync("/signin/nowhere");
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        var own = await browser.GoAsync("/account");

        Assert.Null(page.Problem);
        Assert.DoesNotContain("/signin/provider", page.Text, StringComparison.Ordinal);
        Assert.Equal(nowhere.Status, start.Status);
        Assert.Equal(nowhere.Status, callback.Status);
        Assert.DoesNotContain("provider-title", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_opens_two_routes_and_nothing_else()
    {
        await using var without = new PersonalizeApp();
        await using var with = await ProviderWorld.StartAsync();

        var more = MappedRoute.All(with.App).ExceptBy(MappedRoute.All(without).Select(route => route.ToString()), route => route.ToString()).ToList();

        Assert.Equal(["GET /signin/callback", "GET /signin/provider"], more.Select(route => route.ToString()));
        Assert.All(more, route => Assert.True(route.IsAnonymous));
        using var stranger = with.App.CreateStranger();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/signin/callback/"));
        var nowhere = await StatusAsync("/nowhere");
        foreach (var usual in new[] { "/signin-oidc", "/signout-oidc", "/signout-callback-oidc" })
            Assert.Equal(nowhere, await StatusAsync(usual));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Replies_are_limited_like_attempts_to_sign_in()
    {
        await using var provider = await TestProvider.StartAsync();
        var settings = provider.Settings;
        settings["Personalize:Limits:SignInsPerMinute"] = "3";
        await using var app = new PersonalizeApp { Settings = settings, Configure = TestAccounts.Quicken };
        using var browser = new AccountBrowser(app);

        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 5; attempt++)
            answers.Add((await browser.GoAsync("/signin/callback?code=a&state=b")).Status);

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Redirect, 3), answers[..3]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task In_production_it_works_over_https_with_cookies_for_this_host_only()
    {
        await using var provider = await TestProvider.StartAsync(publicName: "https://login.example.org");
        await using var app = new PersonalizeApp
        {
            Environment = "Production",
            Settings = new Dictionary<string, string>(provider.Settings) { ["Personalize:Proxies"] = "10.0.0.5", ["AllowedHosts"] = "*" },
            Configure = services =>
            {
                TestAccounts.Quicken(services);
                services.Configure<OpenIdConnectOptions>(ProviderFeature.Scheme, options => options.BackchannelHttpHandler = provider.Line);
            },
        };
        var account = await app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(new Microsoft.AspNetCore.Identity.IdentityUserLogin<int> { UserId = account.Id, LoginProvider = provider.Issuer, ProviderKey = provider.Person["sub"]!.GetValue<string>() });
            await db.SaveChangesAsync(Cancel);
        }

        using var browser = new AccountBrowser(app);
        var away = await browser.GoAsync("/signin/provider?return=%2Fusers");
        var back = await browser.GoAsync(new Uri(await provider.AuthorizeAsync(away.Location!)).PathAndQuery);

        Assert.StartsWith("https://login.example.org/authorize?", away.Location, StringComparison.Ordinal);
        var cookies = away.Headers["Set-Cookie"].Split(", __Host-");
        Assert.Equal(2, cookies.Length);
        Assert.StartsWith("__Host-personalize-", cookies[0], StringComparison.Ordinal);
        Assert.All(cookies, cookie => Assert.All(["; path=/;", "; secure", "; samesite=lax", "; httponly", "; expires="], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("/users", back.LocalLocation);
        Assert.Contains("__Host-personalize", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Whom_the_provider_knows_and_we_do_not_is_counted_as_a_failed_sign_in()
    {
        await using var provider = await TestProvider.StartAsync(publicName: "https://login.example.org");
        await using var app = new PersonalizeApp
        {
            Settings = provider.Settings,
            Configure = services => services.Configure<OpenIdConnectOptions>(
                ProviderFeature.Scheme, options => options.BackchannelHttpHandler = provider.Line),
        };
        using var browser = new AccountBrowser(app);
        var away = await browser.GoAsync("/signin/provider");

        await browser.GoAsync(new Uri(await provider.AuthorizeAsync(away.Location!)).PathAndQuery);
        await browser.GoAsync("/signin/callback?state=forged&code=forged");

        Assert.Equal(
            [(Incident.Failed, "sign-in provider: NotLinked"), (Incident.Failed, "sign-in provider: Untrusted")],
            app.Get<IncidentTally>().Take().Keys.Select(incident => (incident.Action, incident.Reason)).Order());
    }

    private Dictionary<string, string?> Given()
    {
        if (new FileInfo(_file).Length == 0)
            File.WriteAllText(_file, "secret\n");
        return new(StringComparer.Ordinal)
        {
            ["Authority"] = "https://login.example.org",
            ["ClientId"] = "personalize",
            ["ClientSecretFile"] = _file,
        };
    }

    private static List<string> FaultsOf(Dictionary<string, string?> given, string environment)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(given.Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create($"{ProviderOptions.Section}:{pair.Key}", pair.Value)));
        configuration.AddEnvironmentVariables();
        var options = configuration.GetSection(ProviderOptions.Section).Get<ProviderOptions>() ?? new();
        var result = new ProviderRules(configuration, new HostingEnvironment { EnvironmentName = environment }).Validate(Options.DefaultName, options);
        return [.. result.Failures ?? []];
    }
}
