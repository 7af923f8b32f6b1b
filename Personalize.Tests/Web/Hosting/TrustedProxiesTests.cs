using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Accounts;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Web.Hosting;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.1.2.3", "203.0.113.9")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public async Task Only_a_named_proxy_says_who_the_caller_is(string sender, string believed)
    {
        await using var app = new PersonalizeApp
        {
            Settings = new Dictionary<string, string> { ["Personalize:Proxies"] = "10.0.0.0/8" },
            Configure = TestAccounts.Quicken,
        };
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(app) { Address = sender, ForwardedFor = "203.0.113.9" };

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(account.Email!, TestAccounts.Password)).Status);

        await using var db = await app.OpenDatabaseAsync();
        Assert.Equal(believed, (await db.AccountSessions.SingleAsync(row => row.AccountId == account.Id, TestContext.Current.CancellationToken)).Network);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("*")]
    [InlineData("10.0.0.1, proxy.internal")]
    public void Proxies_that_are_everybody_or_nobody_are_refused(string proxies) =>
        Assert.Contains("'Personalize:Proxies'", Assert.Throws<SettingsException>(() => TrustedProxies.Parse(proxies)).Message, StringComparison.Ordinal);
}
