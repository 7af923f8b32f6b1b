using System.Globalization;
using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.Web.Access;

public sealed class CallerLimitsTests
{
    private const string Broken = "{";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        await using var app = Limited("Reads", 3);
        using var client = app.CreateClient();

        var answers = await ManyAsync(4, () => client.SendAsync("GET", "/api/items/1"));

        Assert.All(answers[..3], answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (answers[3].Status, answers[3].Code));
        Assert.InRange(answers[3].Message.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.True(answers[3].Message.Headers.Contains("Content-Security-Policy"));
        var text = await answers[3].Message.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("rfc6585", text, StringComparison.Ordinal);
        Assert.Contains($"Wait {answers[3].Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds} s", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_key_has_its_own_share_and_strangers_have_their_networks()
    {
        await using var app = Limited("Reads", 2);
        using var admin = app.CreateClient();
        using var analyst = app.CreateClient(AccountRole.Analyst);
        using var stranger = app.CreateStranger();
        await ManyAsync(3, () => admin.SendAsync("GET", "/api/items/1"));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await admin.SendAsync("GET", "/api/items/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.SendAsync("GET", "/api/items/1")).Status);
        var strange = await ManyAsync(3, () => stranger.SendAsync("GET", "/api/items/1"));
        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], strange.Select(answer => answer.Status));
    }

    [Theory]
    [InlineData("Reads", "GET", "/api/recommend")]
    [InlineData("Listings", "GET", "/api/users")]
    [InlineData("Writes", "POST", "/api/users")]
    [InlineData("Deliveries", "POST", "/api/activities")]
    [InlineData("Uploads", "POST", "/upload")]
    [InlineData("SignIns", "POST", "/api/auth/token")]
    public async Task Each_kind_of_request_has_its_own_limit(string limit, string method, string address)
    {
        await using var app = Limited(limit, 1);
        using var client = app.CreateClient();

        var answers = await ManyAsync(2, () => address == "/upload"
            ? client.SendContentAsync(method, address, new MultipartFormDataContent("x"))
            : client.SendAsync(method, address, method == "POST" ? Broken : null));

        Assert.NotEqual(HttpStatusCode.TooManyRequests, answers[0].Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[1].Status);

        // The others are as they were.
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(limit == "Writes" ? "GET" : "DELETE", "/api/users/1")).Status);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin/code")]
    [InlineData("/signin/passkey-options")]
    [InlineData("/password")]
    [InlineData("/setup")]
    public async Task Forms_that_let_people_in_share_the_limit_of_sign_ins(string address)
    {
        await using var app = Limited("SignIns", 1);
        using var client = app.CreateStranger();

        var looks = await ManyAsync(3, () => client.SendAsync("GET", address));
        var attempts = await ManyAsync(2, () => client.SendContentAsync("POST", address, new FormUrlEncodedContent([])));

        Assert.DoesNotContain(looks, look => look.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(
            [false, true], attempts.Select(attempt => attempt.Status == HttpStatusCode.TooManyRequests));
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/confirm")]
    [InlineData("/account/second-factor")]
    public async Task Forms_that_ask_for_a_proof_again_share_it_too(string address)
    {
        await using var app = Limited("SignIns", 1);
        using var client = await app.CreateBrowserAsync(AccountRole.Operator);

        var looks = await ManyAsync(3, () => client.SendAsync("GET", address));
        var attempts = await ManyAsync(2, () => client.SendContentAsync("POST", address, new FormUrlEncodedContent([])));

        Assert.DoesNotContain(looks, look => look.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(
            [false, true], attempts.Select(attempt => attempt.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Probes_and_files_of_pages_are_never_refused()
    {
        await using var app = Limited("Reads", 1);
        using var client = app.CreateStranger();

        var answers = await ManyAsync(5, () => client.SendAsync("GET", "/healthz/live"));
        answers = [.. answers, .. await ManyAsync(5, () => client.SendAsync("GET", "/icons/icon.svg"))];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task Two_thousand_pages_of_customers_in_a_minute_are_too_many()
    {
        await using var app = new PersonalizeApp();
        using var client = app.CreateClient(AccountRole.Operator);

        var answers = await ManyAsync(2_000, () => client.SendAsync("GET", "/api/users?limit=1"));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 600, 1_500);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].Status);
    }

    [Fact]
    public async Task Three_hundred_deliveries_a_second_by_one_key_pass()
    {
        await using var app = new PersonalizeApp();
        using var client = app.CreateClient();

        // What they would store does not matter here: whoever is refused by the limit is refused before it is read.
        var answers = await ManyAsync(3_000, () => client.SendAsync("POST", "/api/activities", Broken));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
    }

    [Fact]
    public async Task The_share_comes_back_with_time()
    {
        await using var app = Limited("Reads", 600);
        using var client = app.CreateClient();
        var refused = 0;
        while (refused == 0)
            refused += (await ManyAsync(100, () => client.SendAsync("GET", "/api/items/1"))).Count(answer => answer.Status == HttpStatusCode.TooManyRequests);

        // Ten a second come back, so that this ends soon, or by the time limit of the run.
        while ((await client.SendAsync("GET", "/api/items/1")).Status != HttpStatusCode.NotFound)
            await Task.Yield();
    }

    private static PersonalizeApp Limited(string limit, int perMinute) => new()
    {
        Settings = new Dictionary<string, string>
        {
            [$"Personalize:Limits:{limit}PerMinute"] = perMinute.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static async Task<List<Answer>> ManyAsync(int count, Func<Task<Answer>> send)
    {
        var answers = new List<Answer>(count);
        while (answers.Count < count)
        {
            Cancel.ThrowIfCancellationRequested();
            answers.Add(await send());
        }

        return answers;
    }
}
