using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Hubs;

namespace Personalize.Tests.Web.Access;

/// <summary>
/// Whatever the server answers to names the right that it takes, or stands on one of two short lists here. Then everybody
/// tries everything.
/// </summary>
public sealed class RoleMatrixTests(PersonalizeApp app, ITestOutputHelper output) : IClassFixture<PersonalizeApp>
{
    /// <summary>Open to people who have not said who they are.</summary>
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "/healthz/live", "/healthz/ready", "/api/auth/token/", "/signin", "/signin/code", "/signin/passkey-options", "/signout",
        "/setup", "/password",
    };

    /// <summary>
    /// Open to whoever is signed in: their own account, the frame of the pages, and what asks for itself: the circuit's pages, the
    /// hub's methods.
    /// </summary>
    private static readonly HashSet<string> SignedIn = new(StringComparer.Ordinal)
    {
        "/account", "/account/confirm", "/account/second-factor", "/account/passkey-options", "/api/auth/sign-out/", "/not-found", "/_blazor", "/_blazor/negotiate", "/_blazor/disconnect/", "/_blazor/initializers/", "/_framework/opaque-redirect",
        LiveHub.Path, LiveHub.Path + "/negotiate",
    };

    private static readonly AccountRole[] Roles = Enum.GetValues<AccountRole>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_names_a_right_or_is_listed()
    {
        var routes = MappedRoute.All(app);

        var unlisted = routes.Where(route => route.Right is null && !Public.Contains(route.Pattern) && !SignedIn.Contains(route.Pattern));
        var open = routes.Where(route => route.IsAnonymous && !Public.Contains(route.Pattern));

        Assert.True(!unlisted.Any(), $"Without a right: {string.Join(", ", unlisted)}");
        Assert.True(!open.Any(), $"Open to strangers: {string.Join(", ", open)}");
        output.WriteLine(
            $"{routes.Count} methods of routes: {routes.Count(route => route.Right is not null)} with a right, "
            + $"{routes.Count(route => Public.Contains(route.Pattern))} public, {routes.Count(route => SignedIn.Contains(route.Pattern))} for all who are signed in.");
    }

    [Fact]
    public void Every_page_names_a_right_or_is_listed()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        var unlisted = pages.Where(page => page.GetCustomAttribute<RequiresRightAttribute>() is null
            && !page.GetCustomAttributes<RouteAttribute>().All(route => IsListed(page, route.Template)));

        Assert.Empty(unlisted.Select(page => page.Name));
        output.WriteLine($"{pages.Count} pages.");
    }

    [Fact]
    public void Every_hub_method_names_a_right()
    {
        Assert.NotEmpty(HubMethod.All);
        Assert.Empty(HubMethod.All.Where(method => method.Right is null).Select(method => method.Name));
        output.WriteLine($"{HubMethod.All.Count} hub methods of ours.");
    }

    [Fact]
    public async Task Everybody_calls_of_the_hub_what_their_role_allows()
    {
        var callers = await CallersAsync();
        var wrong = new List<string>();
        var (allowed, refused) = (0, 0);
        foreach (var method in HubMethod.All)
        {
            foreach (var caller in callers)
            {
                var expected = Expected(method, caller);
                var found = await method.CallAsync(app, caller.Client, Cancel);
                if (found != expected)
                    wrong.Add($"{caller.Name}: {method} → {found}, expected {expected}");
                _ = expected == HubOutcome.LetIn ? allowed++ : refused++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        output.WriteLine($"{HubMethod.All.Count} hub methods × {callers.Count} callers: {allowed} let in, {refused} refused.");
    }

    [Fact]
    public async Task Everybody_gets_everywhere_what_their_role_allows()
    {
        var callers = await CallersAsync();
        var routes = MappedRoute.All(app).Where(route => route.Right is not null).ToList();
        var wrong = new List<string>();
        var (allowed, refused) = (0, 0);
        foreach (var route in routes)
        {
            foreach (var caller in callers)
            {
                var expected = Expected(route, caller);
                var found = await AskAsync(caller.Client, route);
                if (!expected.Fits(found))
                    wrong.Add($"{caller.Name}: {route} → {found}, expected {expected}");
                _ = expected == Answer.LetIn ? allowed++ : refused++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        output.WriteLine($"{routes.Count} methods of routes × {callers.Count} callers: {allowed} let in, {refused} refused.");
    }

    [Fact]
    public async Task What_is_listed_as_public_is_open_and_the_rest_is_not()
    {
        using var stranger = app.CreateStranger();
        foreach (var route in MappedRoute.All(app).Where(route => route.Right is null))
        {
            var found = await AskAsync(stranger, route);

            Assert.True(
                Public.Contains(route.Pattern) != (found is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect), $"{route} → {found}");
        }
    }

    private static bool IsListed(Type page, string pattern) =>
        page.GetCustomAttribute<AllowAnonymousAttribute>() is null ? SignedIn.Contains(pattern) : Public.Contains(pattern);

    private async Task<IReadOnlyList<Caller>> CallersAsync()
    {
        var callers = new List<Caller> { new("Stranger", app.CreateStranger(), Proof.None, new HashSet<Right>()) };
        foreach (var role in Roles)
        {
            callers.Add(new($"{role}'s key", app.CreateClient(role), Proof.Key, RoleRights.Of(role)));
            callers.Add(new($"{role}'s browser", await app.CreateBrowserAsync(role), Proof.Cookie, RoleRights.Of(role)));
        }

        var narrow = new HashSet<Right> { Right.ViewCustomers };
        callers.Add(new("Admin's key for customers only", await app.CreateNarrowClientAsync(AccountRole.Admin, [.. narrow]), Proof.Key, narrow));
        return callers;
    }

    private static HubOutcome Expected(HubMethod method, Caller caller)
    {
        if (caller.Proof == Proof.None)
            return HubOutcome.NotConnected;
        return caller.Rights.Contains(method.Right!.Value) ? HubOutcome.LetIn : HubOutcome.Forbidden;
    }

    private static Answer Expected(MappedRoute route, Caller caller)
    {
        var isDescription = route.Address.StartsWith("/openapi", StringComparison.Ordinal);
        var isKnown = caller.Proof switch
        {
            Proof.Key => route.IsForPrograms || isDescription,
            Proof.Cookie => !route.IsForPrograms,
            _ => false,
        };
        if (!isKnown)
        {
            var isForPerson = route.IsPage || (caller.Proof == Proof.None && !route.IsForPrograms);
            return isForPerson && route.Method == "GET" ? Answer.ToSignIn : Answer.Unknown;
        }

        return caller.Rights.Contains(route.Right!.Value) ? Answer.LetIn : Answer.Forbidden;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, MappedRoute route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Address);
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        // The documentation sends its readers from an address to the same with a slash.
        var isElsewhere = answer.StatusCode == HttpStatusCode.Redirect
            && answer.Headers.Location?.OriginalString.StartsWith(AccessResults.SignInPath, StringComparison.Ordinal) != true;
        return isElsewhere ? HttpStatusCode.SeeOther : answer.StatusCode;
    }

    private enum Proof
    {
        None,
        Key,
        Cookie,
    }

    private sealed record Caller(string Name, HttpClient Client, Proof Proof, IReadOnlySet<Right> Rights);

    private sealed record Answer(string Name, Func<HttpStatusCode, bool> Fits)
    {
        public static readonly Answer Unknown = new("401", status => status == HttpStatusCode.Unauthorized);
        public static readonly Answer Forbidden = new("403", status => status == HttpStatusCode.Forbidden);
        public static readonly Answer ToSignIn = new("the way to sign in", status => status == HttpStatusCode.Redirect);

        /// <summary>What comes then is a matter of what was sent, which is nothing.</summary>
        public static readonly Answer LetIn = new(
            "no refusal", status => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Redirect)
                && ((int)status < 500 || status == HttpStatusCode.ServiceUnavailable));

        public override string ToString() => Name;
    }
}
