using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Api;

/// <summary>Hostile and mistaken requests, each with the one right answer. None may change a row or cause a 5xx.</summary>
public sealed class BadInputTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static int _next;
    private readonly HttpClient _client = app.CreateClient();

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "malformed", "{", "invalid_json" },
        { "empty", "", "invalid_json" },
        { "two values", "{}{}", "invalid_json" },
        { "trailing comma", """{"age":1,}""", "invalid_json" },
        { "comment", """{"age":1/*one*/}""", "invalid_json" },
        { "byte order mark", "\uFEFF{}", "invalid_json" },
        { "NaN", """{"age":NaN}""", "invalid_json" },
        { "null", "null", "wrong_type" },
        { "array for object", "[]", "wrong_type" },
        { "duplicate", """{"age":1,"age":2}""", "duplicate_property" },
        { "duplicate, escaped", """{"age":1,"\u0061ge":2}""", "duplicate_property" },
        { "duplicate within an entry", """{"purchase_history":[{"item":"a","item":"b"}]}""", "duplicate_property" },
        { "role", """{"age":1,"role":"admin"}""", "unknown_property" },
        { "id", """{"id":7}""", "unknown_property" },
        { "version", """{"version":"0"}""", "unknown_property" },
        { "engagement score", """{"engagement_score":1}""", "unknown_property" },
        { "sentiment score", """{"sentiment_score":1}""", "unknown_property" },
        { "engagement mass", """{"engagement_mass":1}""", "unknown_property" },
        { "activity count", """{"activity_count":1}""", "unknown_property" },
        { "deletion", """{"deleted_at":null}""", "unknown_property" },
        { "other case", """{"Age":1}""", "unknown_property" },
        { "unknown within an entry", """{"purchase_history":[{"item":"a","cost":1}]}""", "unknown_property" },
        { "text for number", """{"age":"30"}""", "wrong_type" },
        { "true for number", """{"age":true}""", "wrong_type" },
        { "fraction of a year", """{"age":12.7}""", "wrong_type" },
        { "beyond double", """{"age":1e400}""", "wrong_type" },
        { "beyond int", """{"age":99999999999}""", "wrong_type" },
        { "number for text", """{"gender":1}""", "wrong_type" },
        { "text for list", """{"interests":"hiking"}""", "wrong_type" },
        { "number in list", """{"interests":[1]}""", "wrong_type" },
        { "entry without item", """{"purchase_history":[{"quantity":1}]}""", "wrong_type" },
        { "not a time", """{"purchase_history":[{"item":"a","at":"yesterday"}]}""", "wrong_type" },
        { "null for an entry", """{"purchase_history":[null]}""", "wrong_type" },
        { "null for an interest", """{"interests":[null]}""", "wrong_type" },
        { "too deep", new string('[', 10_000), "too_deep" },
        { "too deep in a field", """{"interests":""" + new string('[', 17) + new string(']', 17) + "}", "too_deep" },
        { "lone surrogate", """{"gender":"\ud800"}""", "text_invalid" },
        { "lone surrogate in a name", """{"\udc00":1}""", "text_invalid" },
        { "NUL", """{"gender":"a\u0000"}""", "text_invalid" },
        { "NUL in an entry", """{"purchase_history":["\u0000"]}""", "text_invalid" },
        { "young", """{"age":-1}""", "validation" },
        { "old", """{"age":151}""", "validation" },
        { "control character", """{"gender":"a\nb"}""", "validation" },
        { "combining marks", "{\"gender\":\"" + new string('\u0301', 20_000) + "\"}", "validation" },
        { "finer than a cent", """{"purchase_history":[{"item":"a","price":0.001}]}""", "validation" },
        { "empty key", """{"customer_id":" "}""", "validation" },
        { "key is null", """{"customer_id":null}""", "validation" },
        { "long interest", $$"""{"interests":["{{new string('x', 65)}}"]}""", "validation" },
        { "51 interests", $$"""{"interests":[{{string.Join(',', Enumerable.Range(0, 51).Select(n => $"\"i{n}\""))}}]}""", "validation" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_named_and_changes_nothing(string what, string body, string code)
    {
        var id = await _client.AddUserAsync($"bad-{Interlocked.Increment(ref _next)}", ""","age":40""");

        var put = await _client.SendAsync("PUT", $"/api/users/{id}", body);

        Assert.True(put.Status == HttpStatusCode.BadRequest, $"{what}: {put.Status} {put.Code}");
        Assert.Equal(code, put.Code);
        AssertProblem(put);
        await using var db = await app.OpenDatabaseAsync();
        var row = await db.Customers.SingleAsync(customer => customer.Id == id, TestContext.Current.CancellationToken);
        Assert.Equal(40, row.Age);
        Assert.Null(row.Gender);
        Assert.Empty(row.Interests);
        Assert.Empty(row.PurchaseHistory);
    }

    [Theory]
    [InlineData("application/json", 64 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge, "payload_too_large")]
    [InlineData("text/plain", 10, HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    public async Task A_body_of_the_wrong_kind_or_size_is_not_read(string type, int length, HttpStatusCode status, string code)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string(' ', length)));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        var answer = await _client.SendContentAsync("POST", "/api/users", content);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        using var content = ApiClient.Json([31, 139, 8, 0]);
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _client.SendContentAsync("POST", "/api/users", content)).Status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999")]
    [InlineData("1 OR 1=1")]
    [InlineData("1.0")]
    public async Task An_id_of_nobody_is_404(string id)
    {
        foreach (var method in (string[])["GET", "PUT", "DELETE"])
        {
            var answer = await _client.SendAsync(method, $"/api/users/{id}", method == "PUT" ? "{}" : null);
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData("/api/users?limit=-1", "query_invalid")]
    [InlineData("/api/users?limit=0", "query_invalid")]
    [InlineData("/api/users?limit=1001", "query_invalid")]
    [InlineData("/api/users?limit=1e9", "query_invalid")]
    [InlineData("/api/users?limit=", "query_invalid")]
    [InlineData("/api/users?limit=1&limit=2", "query_invalid")]
    [InlineData("/api/users?sort=(select%201)", "query_invalid")]
    [InlineData("/api/users?Limit=1", "query_invalid")]
    [InlineData("/api/users?cursor=", "query_invalid")]
    [InlineData("/api/users?cursor=forged", "cursor_invalid")]
    [InlineData("/api/users?cursor=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor_invalid")]
    [InlineData("/api/items/1/similar?count=101", "query_invalid")]
    [InlineData("/api/recommend?user_id=abc", "query_invalid")]
    [InlineData("/api/recommend?user_id=1&user_id=2", "query_invalid")]
    [InlineData("/api/recommend?user_id=1&customer_id=a", "query_invalid")]
    [InlineData("/api/recommend?user_id=1&limit=5", "query_invalid")]
    [InlineData("/api/recommend?limit=101", "query_invalid")]
    public async Task A_bad_query_string_is_400(string address, string code)
    {
        var answer = await _client.SendAsync("GET", address);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
        AssertProblem(answer);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await _client.AddUserAsync("cursor-1");
        await _client.AddUserAsync("cursor-2");
        var next = (await _client.SendAsync("GET", "/api/users?limit=1")).Next!;
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];

        var answer = await _client.SendAsync("GET", $"/api/items?cursor={cursor}");

        Assert.Equal((HttpStatusCode.BadRequest, "cursor_invalid"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("PATCH", "/api/users", "GET, POST")]
    [InlineData("TRACE", "/api/users", "GET, POST")]
    [InlineData("BREW", "/api/users/1", "DELETE, GET, PUT")]
    [InlineData("POST", "/api/recommend", "GET")]
    [InlineData("GET", "/api/activities", "POST")]
    [InlineData("GET", "/upload", "POST")]
    public async Task A_method_that_is_not_offered_is_405(string method, string address, string allowed)
    {
        var answer = await _client.SendAsync(method, address);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (answer.Status, answer.Code));
        Assert.Subset(answer.Message.Content.Headers.Allow.ToHashSet(), allowed.Split(", ").ToHashSet());
    }

    [Fact]
    public async Task A_method_override_is_ignored()
    {
        var id = await _client.AddUserAsync("override");

        await _client.SendAsync("GET", $"/api/users/{id}", null, ("X-HTTP-Method-Override", "DELETE"));

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync("GET", $"/api/users/{id}")).Status);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_sites_page_may_change_nothing(string header, string value)
    {
        var answer = await _client.SendAsync("POST", "/api/users", """{"customer_id":"foreign"}""", (header, value));

        Assert.Equal((HttpStatusCode.Forbidden, "cross_site"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Our_own_page_may_change_things()
    {
        var answer = await _client.SendAsync(
            "POST", "/api/users", """{"customer_id":"own-page"}""", ("Origin", "http://localhost"), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task A_foreign_preflight_gets_no_permission()
    {
        var answer = await _client.SendAsync(
            "OPTIONS", "/api/users", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "PUT"));

        Assert.DoesNotContain(answer.Message.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_foreign_host_is_400()
    {
        var answer = await _client.SendAsync("GET", "/api/users", null, ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    private static void AssertProblem(Answer answer)
    {
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.Status, (int?)answer.Body!["status"]);
        Assert.NotNull(answer.Body["title"]);
        Assert.NotNull(answer.Body["traceId"]);
        var text = answer.Body.ToJsonString();
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Personalize.", text, StringComparison.Ordinal);
    }
}
