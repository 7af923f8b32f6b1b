using System.Net;
using System.Text.RegularExpressions;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Accounts;

/// <summary>Second factors, set up as their owners do it.</summary>
internal static partial class SecondFactors
{
    /// <returns>The key that the authenticator app was told, and the recovery codes.</returns>
    public static async Task<(string Key, IReadOnlyList<string> Codes)> EnableAsync(AccountBrowser browser, TimeProvider clock)
    {
        var page = (await browser.GoAsync("/account/second-factor")).Text;
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        var key = KeyText().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var enabled = await browser.SubmitAsync("/account/second-factor", "enable", ("Code", Totp.CodeAt(key, clock.GetUtcNow())));
        Assert.Equal(HttpStatusCode.OK, enabled.Status);
        return (key, [.. RecoveryCode().Matches(enabled.Text).Select(match => match.Groups[1].Value)]);
    }

    [GeneratedRegex("pz-secret\">([A-Z2-7 ]+)<")]
    private static partial Regex KeyText();

    [GeneratedRegex("<li><code>([A-Z0-9-]+)</code>")]
    private static partial Regex RecoveryCode();
}
