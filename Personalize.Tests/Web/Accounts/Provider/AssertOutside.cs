using System.Net;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

internal static class AssertOutside
{
    // Whatever a framework, a provider or an attacker might have put in.
    private static readonly string[] Internals =
    [
        "IDX", "Exception", "at Personalize", "Microsoft.", "evil", "<script", "invalid_grant", "told to the client", "correlation", "nonce",
    ];

    /// <summary>Nobody is signed in, and the sign-in page says why in its own words.</summary>
    public static async Task WithAsync(ProviderProblem problem, AccountBrowser browser, Answer answer)
    {
        Assert.Equal((HttpStatusCode.Redirect, problem.ToString()), (answer.Status, ProblemIn(answer.LocalLocation)));
        Assert.DoesNotContain("personalize", browser.Cookies.Keys);
        Assert.Equal("/signin?return=%2Fusers", (await browser.GoAsync("/users")).Location);

        var page = await browser.GoAsync(answer.LocalLocation!);
        Assert.Equal((HttpStatusCode.OK, ProviderProblems.WordsOf(problem, "Example ID")), (page.Status, page.Problem));
        Assert.Matches("role=\"alert\"[^>]*autofocus", page.Text);
        Assert.All(Internals, word => Assert.DoesNotContain(word, page.Problem, StringComparison.OrdinalIgnoreCase));
    }

    private static string? ProblemIn(string? location) =>
        location is null ? null : System.Web.HttpUtility.ParseQueryString(location[(location.IndexOf('?', StringComparison.Ordinal) + 1)..])[ProviderProblems.Key];
}
