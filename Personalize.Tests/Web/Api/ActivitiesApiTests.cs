using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Api;

public sealed class ActivitiesApiTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>, IAsyncLifetime
{
    private readonly HttpClient _client = app.CreateClient();
    private readonly string _customer = $"A-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync() => await _client.AddUserAsync(_customer);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_activity_answered_with_201_is_in_the_journal_once_however_often_it_is_sent()
    {
        var id = Guid.NewGuid();
        var body = $$"""{"activity_id":"{{id}}","customer_id":"{{_customer}}","type":"view"}""";

        var first = await _client.SendAsync("POST", "/api/activities", body);
        var second = await _client.SendAsync("POST", "/api/activities", body);

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal("duplicate", (string?)second.Body!["status"]);
        await using var db = await app.OpenDatabaseAsync();
        var row = await db.Activities.SingleAsync(activity => activity.ActivityId == id, TestContext.Current.CancellationToken);
        Assert.Equal((long)first.Body!["sequence"]!, row.Sequence);
    }

    [Theory]
    [InlineData("""{"type":"view"}""", "customer_id", "validation")]
    [InlineData("""{"customer_id":"nobody","type":"view"}""", "customer_id", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"hack"}""", "type", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER"}""", "type", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"purchase"}""", "item_id", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","item_id":"no such item"}""", "item_id", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","occurred_at":"2999-01-01T00:00:00Z"}""", "occurred_at", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","occurred_at":"0001-01-01T00:00:00Z"}""", "occurred_at", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","occurred_at":"yesterday"}""", "occurred_at", "wrong_type")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","activity_id":"17"}""", "activity_id", "wrong_type")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","recommendation_id":"list 17"}""", "recommendation_id", "wrong_type")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","recommendation_id":"00000000-0000-0000-0000-000000000000"}""", "recommendation_id", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","value":"NaN"}""", "value", "wrong_type")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","value":-1e308}""", "value", "validation")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","weight":5}""", "weight", "unknown_property")]
    [InlineData("""{"customer_id":"CUSTOMER","type":"view","source":"demo"}""", "source", "unknown_property")]
    public async Task A_bad_activity_is_refused_alone_and_leaves_its_batch_unharmed(string body, string field, string code)
    {
        var bad = body.Replace("CUSTOMER", _customer, StringComparison.Ordinal);
        var good = $$"""{"customer_id":"{{_customer}}","type":"like"}""";

        var alone = await _client.SendAsync("POST", "/api/activities", bad);
        var batch = await _client.SendAsync("POST", "/api/activities", $"[{good},{bad},{good}]");

        Assert.Equal((HttpStatusCode.BadRequest, code), (alone.Status, alone.Code));
        Assert.Equal([field], alone.ErrorFields);
        var results = batch.Body!["results"]!.AsArray();
        Assert.Equal(["stored", "invalid", "stored"], results.Select(result => (string?)result!["status"]));
        Assert.Equal(code, (string?)results[1]!["code"]);
        Assert.Equal([field], results[1]!["errors"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task An_activity_says_which_list_it_came_from_alone_and_in_a_batch()
    {
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        Guid?[] lists = [Guid.NewGuid(), Guid.NewGuid(), null];
        string[] bodies = [.. ids.Zip(lists, (id, list) =>
            $$"""{"activity_id":"{{id}}","customer_id":"{{_customer}}","type":"view","recommendation_id":{{(list is null ? "null" : $"\"{list}\"")}}}""")];

        await _client.SendAsync("POST", "/api/activities", bodies[0]);
        await _client.SendAsync("POST", "/api/activities", $"[{bodies[1]},{bodies[2]}]");

        await using var db = await app.OpenDatabaseAsync();
        var kept = await db.Activities.Where(activity => ids.Contains(activity.ActivityId))
            .ToDictionaryAsync(activity => activity.ActivityId, activity => activity.RecommendationId, TestContext.Current.CancellationToken);
        Assert.Equal(lists, ids.Select(id => kept[id]));
    }

    [Fact]
    public async Task One_id_twice_in_a_batch_is_stored_once()
    {
        var one = $$"""{"activity_id":"{{Guid.NewGuid()}}","customer_id":"{{_customer}}","type":"share"}""";

        var batch = await _client.SendAsync("POST", "/api/activities", $"[{one},{one}]");

        Assert.Equal(["stored", "duplicate"], batch.Body!["results"]!.AsArray().Select(result => (string?)result!["status"]));
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task A_batch_holds_1_to_1000(int count, HttpStatusCode status)
    {
        var one = $$"""{"customer_id":"{{_customer}}","type":"view"}""";

        var batch = await _client.SendAsync("POST", "/api/activities", $"[{string.Join(',', Enumerable.Repeat(one, count))}]");

        Assert.Equal(status, batch.Status);
    }

    [Fact]
    public async Task A_batch_over_256_KB_is_refused()
    {
        var batch = await _client.SendAsync("POST", "/api/activities", $"[{new string(' ', 256 * 1024)}]");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload_too_large"), (batch.Status, batch.Code));
    }

    [Theory]
    [InlineData("[", "invalid_json")]
    [InlineData("[{}", "invalid_json")]
    [InlineData("[{}] x", "invalid_json")]
    [InlineData("[{},]", "invalid_json")]
    public async Task A_broken_batch_is_refused_whole(string body, string code)
    {
        var answer = await _client.SendAsync("POST", "/api/activities", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_time_without_zone_is_UTC_whatever_the_servers_zone()
    {
        var id = Guid.NewGuid();

        await _client.SendAsync(
            "POST", "/api/activities",
            $$"""{"activity_id":"{{id}}","customer_id":"{{_customer}}","type":"view","occurred_at":"2026-03-04T05:06:07"}""");

        await using var db = await app.OpenDatabaseAsync();
        var row = await db.Activities.SingleAsync(activity => activity.ActivityId == id, TestContext.Current.CancellationToken);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), row.OccurredAt);
    }
}
