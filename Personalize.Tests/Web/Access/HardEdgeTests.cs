using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.Web.Access;

/// <summary>What every answer carries, and what is refused before it is looked at.</summary>
public sealed class HardEdgeTests(PersonalizeApp app, ITestOutputHelper output) : IClassFixture<PersonalizeApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, Type> Writes => new()
    {
        { "POST", "/api/users", """ "customer_id":"C-1" """, typeof(Customer) },
        { "PUT", "/api/users/1", """ "age":30 """, typeof(Customer) },
        { "POST", "/api/items", """ "sku":"S-1","title":"Tent","price":1 """, typeof(Item) },
        { "PUT", "/api/items/1", """ "title":"Tent" """, typeof(Item) },
        { "POST", "/api/activities", """ "customer_id":"C-1","item_id":"S-1","kind":"view" """, typeof(Activity) },
        { "POST", "/api/auth/token", """ "grant":"password","email":"a@example.org","password":"x" """, typeof(Account) },
    };

    [Fact]
    public async Task Every_answer_of_every_route_carries_the_headers()
    {
        using var stranger = app.CreateStranger();
        using var browser = await app.CreateBrowserAsync(AccountRole.Admin);
        using var program = app.CreateClient();
        var routes = MappedRoute.All(app);
        var count = 0;
        foreach (var route in routes)
        {
            foreach (var client in (HttpClient[])[stranger, browser, program])
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Address);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                AssertHeaders(answer, route.ToString());
                count++;
            }
        }

        output.WriteLine($"{count} answers of {routes.Count} methods of routes.");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/users")]
    [InlineData("/signin")]
    public async Task Pages_are_not_kept_by_the_browser(string address)
    {
        using var browser = await app.CreateBrowserAsync(AccountRole.Operator);
        using var answer = await browser.GetAsync(address, Cancel);

        Assert.True(answer.Headers.CacheControl?.NoStore ?? answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode} {answer.Headers.CacheControl}");
    }

    [Theory]
    [InlineData("Production", "https://shop.example", true)]
    [InlineData("Production", "http://shop.example", false)]
    [InlineData("Development", "https://shop.example", false)]
    public async Task Browsers_are_told_to_keep_to_HTTPS_for_a_year_once_they_came_by_it(string environment, string site, bool isTold)
    {
        await using var other = new PersonalizeApp
        {
            Environment = environment,
            Settings = new Dictionary<string, string> { ["AllowedHosts"] = "shop.example" },
        };
        using var client = other.CreateStranger();
        client.BaseAddress = new Uri(site);

        using var answer = await client.GetAsync("/healthz/live", Cancel);

        Assert.Equal(
            isTold ? ["max-age=31536000; includeSubDomains"] : [],
            answer.Headers.TryGetValues("Strict-Transport-Security", out var told) ? told : []);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.0.1")]
    public async Task A_foreign_host_is_a_bad_request(string host)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/users") { Headers = { Host = host } };

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_sites_get_no_permission_to_call()
    {
        using var client = app.CreateClient();

        var asked = await client.SendAsync("OPTIONS", "/api/users", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "DELETE"));
        var read = await client.SendAsync("GET", "/api/users", null, ("Origin", "https://evil.example"));

        Assert.All((Answer[])[asked, read], answer => Assert.DoesNotContain(
            answer.Message.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("headers of 33 KB", 431)]
    [InlineData("address of 9 KB", 414)]
    [InlineData("101 headers", 431)]
    [InlineData("a chunk that ends with a bare line feed", 400)]
    public async Task Too_much_or_torn_is_refused_by_the_first_line_of_defence(string what, int status)
    {
        await using var server = new PersonalizeApp();
        server.UseKestrel(0);
        server.StartServer();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.ClientOptions.BaseAddress.Port, Cancel);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Raw(what)), Cancel);

        using var reader = new StreamReader(stream);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task No_field_of_a_row_can_be_written_that_is_not_asked_for(string method, string address, string body, Type row)
    {
        using var client = app.CreateClient();
        var known = await KnownAsync(client, address);
        var tried = 0;
        foreach (var field in row.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Append("role").Distinct())
        {
            if (known.Contains(field))
                continue;
            var answer = await client.SendAsync(method, address, $$"""{ {{body}}, "{{field}}": null }""");
            Assert.True((answer.Status, answer.Code) == (HttpStatusCode.BadRequest, "unknown_property"), $"{field}: {answer.Status} {answer.Code}");
            tried++;
        }

        Assert.NotEqual(0, tried);
        output.WriteLine($"{method} {address}: {tried} fields.");
    }

    private static void AssertHeaders(HttpResponseMessage answer, string route)
    {
        var headers = answer.Headers;
        var policy = headers.TryGetValues("Content-Security-Policy", out var policies) ? policies.Single() : "";
        foreach (var part in (string[])["default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'", "form-action 'self'"])
            Assert.True(policy.Contains(part, StringComparison.Ordinal), $"{route}: {part} misses in '{policy}'");
        foreach (var (name, value) in ((string, string)[])[
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin")])
            Assert.True(headers.TryGetValues(name, out var found) && found.SequenceEqual([value]), $"{route}: {name}");
        Assert.False(headers.Contains("Server") || headers.Contains("X-Powered-By"), route);
    }

    // The refusal of a field that nobody knows names those that are known.
    private static async Task<HashSet<string>> KnownAsync(HttpClient client, string address)
    {
        var method = address.EndsWith("/1", StringComparison.Ordinal) ? "PUT" : "POST";
        var answer = await client.SendAsync(method, address, """{"no_such_field":1}""");
        var words = (string)answer.Body!["errors"]!["no_such_field"]![0]!;
        return [.. words[(words.IndexOf("Known here: ", StringComparison.Ordinal) + 12)..].TrimEnd('.').Split(", ")];
    }

    private static string Raw(string what)
    {
        const string Host = "Host: localhost\r\n";
        return what switch
        {
            "headers of 33 KB" => $"GET / HTTP/1.1\r\n{Host}X-Long: {new string('x', 33 * 1024)}\r\n\r\n",
            "address of 9 KB" => $"GET /{new string('x', 9 * 1024)} HTTP/1.1\r\n{Host}\r\n",
            "101 headers" => $"GET / HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: 1\r\n"))}\r\n",
            _ => $"POST /api/auth/token HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;x\n{{\r\n0\r\n\r\n",
        };
    }
}
