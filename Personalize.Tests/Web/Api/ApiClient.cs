using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Personalize.Tests.Web.Api;

/// <summary>An answer as a program sees it: status, headers, JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseMessage Message, JsonNode? Body)
{
    public string? Code => (string?)Body?["code"];

    public string? ETag => Message.Headers.ETag?.ToString();

    public string? Next => Message.Headers.TryGetValues("Link", out var links)
        ? links.Single().Split('>')[0].TrimStart('<')
        : null;

    public IReadOnlyList<string> ErrorFields => [.. Body!["errors"]!.AsObject().Select(pair => pair.Key)];
}

internal static class ApiClient
{
    public static Task<Answer> SendAsync(
        this HttpClient client, string method, string address, string? json = null, params (string Name, string Value)[] headers) =>
        client.SendContentAsync(method, address, json is null ? null : Json(Encoding.UTF8.GetBytes(json)), headers);

    public static async Task<Answer> SendContentAsync(
        this HttpClient client, string method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var message = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = message.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new(message.StatusCode, message, isJson ? JsonNode.Parse(text) : null);
    }

    /// <summary>Makes a user and tells its id.</summary>
    public static async Task<int> AddUserAsync(this HttpClient client, string customerId, string more = "")
    {
        var answer = await client.SendAsync("POST", "/api/users", $$"""{"customer_id":"{{customerId}}"{{more}}}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return (int)answer.Body!["id"]!;
    }

    public static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}, got {actual?.ToJsonString()}");
}
