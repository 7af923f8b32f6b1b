using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.EndToEnd;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.Recommendations;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Hosting.Telemetry;

/// <summary>What a running server measures of itself.</summary>
public sealed partial class InstrumentTests(DemoSite site)
{
    private const string Canary = "canary-5c1d";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_is_measured_under_a_plain_name_and_nobody_is_named()
    {
        await using var app = new PersonalizeApp { WithDemo = true };
        using var client = app.CreateClient();
        using var meters = TestMeters.At(app);
        var id = await client.AddUserAsync(Canary);
        await client.SendAsync("POST", "/api/activities", $$"""{"customer_id":"{{Canary}}","type":"like"}""");
        await client.SendAsync("POST", "/api/activities", $$"""{"customer_id":"{{Canary}}-x","type":"like"}""");
        await Until.ReachedAsync(() => app.Get<ModelHolder>().Current is not null);
        await client.SendAsync("GET", $"/api/recommend?user_id={id}");
        await ImportAsync(client, $"customer_id,age\n{Canary}-2,34\n{Canary}-3,200\n");
        await Until.ReachedAsync(() => meters.Sum("personalize.import.rows") >= 2);

        var heard = meters.Heard;

        string[] parts = ["intake", "writer", "live", "feed", "hub", "list", "query", "served", "training", "model", "import"];
        Assert.All(parts, part => Assert.Contains(meters.Instruments, one => one.Name.StartsWith($"personalize.{part}.", StringComparison.Ordinal)));
        Assert.All(meters.Instruments, one => Assert.Matches(PlainName(), one.Name));
        Assert.All(meters.Instruments, one => Assert.False(string.IsNullOrEmpty(one.Unit) || string.IsNullOrEmpty(one.Description), one.Name));
        Assert.All(heard, one => Assert.Matches(PlainTags(), one.Tags));
        Assert.DoesNotContain(heard, one => one.Tags.Contains(Canary, StringComparison.Ordinal));
        Assert.Equal(1, meters.Sum("personalize.intake.rejected", "reason=invalid"));
        Assert.Equal(1, meters.Sum("personalize.import.rows", "outcome=taken"));
        Assert.Equal(1, meters.Sum("personalize.import.rows", "outcome=rejected"));
        Assert.Contains(heard, one => one is { Name: "personalize.import.duration", Tags: "outcome=succeeded" });
    }

    [Fact]
    public async Task A_list_that_is_served_again_counts_as_a_hit_of_the_memo()
    {
        var app = await site.SettledAsync();
        var lists = app.Get<RecommendationService>();
        int id;
        await using (var db = await app.OpenDatabaseAsync()) id = await db.Customers.MaxAsync(customer => customer.Id, Cancel);
        using var meters = TestMeters.At(app);

        for (var time = 0; time < 3; time++) await lists.RecommendAsync(id, new(), Cancel);

        Assert.Equal(["miss", "hit", "hit"], meters.Heard
            .Where(one => one.Name == "personalize.list.duration").Select(one => one.Tags.Split("memo=")[1]));
        Assert.All(meters.Heard.Where(one => one.Name == "personalize.list.duration"), one => Assert.InRange(one.Value, 0, 60));
        Assert.Contains(meters.Heard, one => one.Name == "personalize.query.duration");
    }

    private static async Task ImportAsync(HttpClient client, string rows)
    {
        using var file = new StringContent(rows, Encoding.UTF8, "text/csv");
        using var form = new MultipartFormDataContent { { file, "file", "people.csv" } };
        using var answer = await client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"^personalize(\.[a-z]+){2,3}$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^([a-z]+=[A-Za-z ]+(, )?)*$")]
    private static partial Regex PlainTags();
}
