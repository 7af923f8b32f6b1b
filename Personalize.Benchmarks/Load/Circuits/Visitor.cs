using System.Net;
using System.Text.RegularExpressions;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>Somebody who is signed in and opens the live page, any number of times.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const string SignInPath = "signin";
    private const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _http;

    private Visitor(Uri url, string cookie)
    {
        Url = url;
        Cookie = cookie;
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = url };
        _http.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    public Uri Url { get; }

    /// <summary>What its browser sends along.</summary>
    public string Cookie { get; }

    /// <summary>Where its circuits connect.</summary>
    public Uri Socket => SocketAddress.Of(Url, "_blazor");

    /// <param name="cookie">`name=value` of a session.</param>
    public static Visitor With(Uri url, string cookie) => new(url, cookie);

    /// <summary>By the button that a server in development has for each role.</summary>
    /// <exception cref="CommandLineException">There is no such button.</exception>
    public static async Task<Visitor> SignInAsync(Uri url, string role, CancellationToken cancellation)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = url };
        var page = await http.GetStringAsync(new Uri(SignInPath, UriKind.Relative), cancellation);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "demo",
            ["Role"] = role,
            [TokenField] = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value),
        });
        using var answer = await http.PostAsync(new Uri(SignInPath, UriKind.Relative), form, cancellation);
        return answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther
            ? new Visitor(url, cookies.GetCookieHeader(url))
            : throw new CommandLineException(
                $"Signing in as the demonstration's {role} was answered with {(int)answer.StatusCode}. Only a server in development has such accounts; give the cookie of a session with --cookie.");
    }

    /// <summary>The live page as HTML.</summary>
    /// <exception cref="HttpRequestException">It is not served, or not to this visitor.</exception>
    public async Task<string> PageAsync(CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(Url, cancellation);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync(cancellation)
            : throw new HttpRequestException($"The live page was answered with {(int)answer.StatusCode}; is the session good?", null, answer.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"" + TokenField + "\" value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
