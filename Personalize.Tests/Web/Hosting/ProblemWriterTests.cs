using System.Net;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Pages;

namespace Personalize.Tests.Web.Hosting;

/// <summary>Failures of the API are problems for whoever asks, also for a caller that thinks it asks for something else.</summary>
public sealed class ProblemWriterTests : IAsyncDisposable
{
    private readonly PersonalizeApp _app = new() { Configure = SwitchableDatabase.Install };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/no-such-route", HttpStatusCode.NotFound, "not_found")]
    [InlineData("DELETE", "/api/recommend", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/api/users/1", HttpStatusCode.NotFound, "not_found")]
    public async Task A_refusal_is_a_problem_whatever_the_caller_accepts(string method, string address, HttpStatusCode status, string code)
    {
        using var client = _app.CreateClient();
        foreach (var accept in (string[])["text/html", "text/csv", "application/xml;q=0.5", "nonsense"])
        {
            var answer = await client.SendAsync(method, address, null, ("Accept", accept));

            Assert.Equal((status, code), (answer.Status, answer.Code));
            Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType?.MediaType);
            Assert.Equal(32, ((string?)answer.Body!["traceId"])?.Length);
            Assert.NotEmpty((string?)answer.Body["title"] ?? "");
        }
    }

    [Fact]
    public async Task A_fault_is_a_problem_whatever_the_caller_accepts()
    {
        using var client = _app.CreateClient();
        await client.SendAsync("GET", "/api/users");
        _app.Get<SwitchableDatabase>().Break();

        var answer = await client.SendAsync("GET", "/api/users", null, ("Accept", "text/csv"));

        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (answer.Status, answer.Code));
        Assert.Equal(32, ((string?)answer.Body!["traceId"])?.Length);
    }
}
