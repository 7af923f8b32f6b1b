using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.Support;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Api;

public sealed class UsersApiTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private readonly HttpClient _client = app.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_reads_back_in_the_specified_fields()
    {
        var created = await _client.SendAsync("POST", "/api/users", """
            {"customer_id":" C-read ","age":34,"gender":"F","interests":["Hiking","hiking","Tea"],
             "purchase_history":["Tent",{"item":"Boots","quantity":2,"price":79.9,"at":"2026-01-02T03:04:05Z"},{"item":"Mug"}],
             "social_media_activity":"high"}
            """);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal($"/api/users/{created.Body!["id"]}", created.Message.Headers.Location!.ToString());
        var read = await _client.SendAsync("GET", created.Message.Headers.Location.ToString());
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(
            ["id", "customer_id", "age", "gender", "interests", "purchase_history", "engagement_score", "sentiment_score",
             "social_media_activity", "activity_count", "updated_at"],
            read.Body!.AsObject().Select(pair => pair.Key));
        Assert.Equal("C-read", (string?)read.Body["customer_id"]);
        ApiClient.AssertJson("""["Hiking","Tea"]""", read.Body["interests"]);
        ApiClient.AssertJson(
            """["Tent",{"item":"Boots","quantity":2,"price":79.9,"at":"2026-01-02T03:04:05Z"},"Mug"]""", read.Body["purchase_history"]);
        Assert.Null(read.Body["engagement_score"]);
    }

    [Fact]
    public async Task Put_changes_only_what_it_is_given()
    {
        var id = await _client.AddUserAsync("C-put", ""","age":20,"gender":"M","interests":["a"]""");

        var put = await _client.SendAsync("PUT", $"/api/users/{id}", """{"age":21,"gender":null}""");

        ApiClient.AssertJson("""{"message":"User updated successfully"}""", put.Body);
        var read = await _client.SendAsync("GET", $"/api/users/{id}");
        Assert.Equal(21, (int?)read.Body!["age"]);
        Assert.Null(read.Body["gender"]);
        ApiClient.AssertJson("""["a"]""", read.Body["interests"]);
        Assert.Equal(put.ETag, read.ETag);
    }

    [Fact]
    public async Task Delete_hides_the_user_until_it_is_restored()
    {
        var id = await _client.AddUserAsync("C-delete");

        var deleted = await _client.SendAsync("DELETE", $"/api/users/{id}");

        ApiClient.AssertJson("""{"message":"User deleted successfully"}""", deleted.Body);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("GET", $"/api/users/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("DELETE", $"/api/users/{id}")).Status);
        Assert.IsType<EditResult<CustomerView>.Saved>(await app.Get<CustomerEditor>().RestoreAsync(PersonalizeApp.Tester, id, Cancel));
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync("GET", $"/api/users/{id}")).Status);
    }

    [Fact]
    public async Task A_deleted_key_can_be_used_again_and_then_not_be_restored()
    {
        var id = await _client.AddUserAsync("C-reuse");
        await _client.SendAsync("DELETE", $"/api/users/{id}");

        await _client.AddUserAsync("C-reuse");

        Assert.IsType<EditResult<CustomerView>.DuplicateKey>(await app.Get<CustomerEditor>().RestoreAsync(PersonalizeApp.Tester, id, Cancel));
    }

    [Fact]
    public async Task A_stale_If_Match_is_refused_and_a_fresh_one_is_not()
    {
        var id = await _client.AddUserAsync("C-etag");
        var address = $"/api/users/{id}";
        var seen = (await _client.SendAsync("GET", address)).ETag!;
        await _client.SendAsync("PUT", address, """{"age":1}""");

        var stale = await _client.SendAsync("PUT", address, """{"age":2}""", ("If-Match", seen));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale"), (stale.Status, stale.Code));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync("DELETE", address, null, ("If-Match", seen))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.SendAsync("PUT", address, "{}", ("If-Match", "rubbish"))).Status);
        var fresh = (await _client.SendAsync("GET", address)).ETag!;
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync("PUT", address, """{"age":2}""", ("If-Match", fresh))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync("PUT", address, """{"age":3}""", ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Of_racing_puts_with_one_etag_one_wins()
    {
        var id = await _client.AddUserAsync("C-race");
        var seen = (await _client.SendAsync("GET", $"/api/users/{id}")).ETag!;

        var answers = await Task.WhenAll(Enumerable.Range(30, 8).Select(
            age => _client.SendAsync("PUT", $"/api/users/{id}", $$"""{"age":{{age}}}""", ("If-Match", seen))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task The_same_customer_id_twice_is_a_conflict_whatever_its_unicode_form()
    {
        await _client.AddUserAsync("Cafe\u0301");

        var again = await _client.SendAsync("POST", "/api/users", """{"customer_id":"Caf\u00e9"}""");

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_key"), (again.Status, again.Code));
        Assert.Equal(["customer_id"], again.ErrorFields);
    }

    [Fact]
    public async Task Following_the_links_sees_every_user_once()
    {
        for (var number = 0; number < 7; number++)
            await _client.AddUserAsync($"C-page-{number}");
        var seen = new List<int>();

        for (string? address = "/api/users?limit=3"; address is not null;)
        {
            var page = await _client.SendAsync("GET", address);
            Assert.InRange(page.Body!.AsArray().Count, 1, 3);
            seen.AddRange(page.Body.AsArray().Select(user => (int)user!["id"]!));
            address = page.Next;
        }

        await using var db = await app.OpenDatabaseAsync();
        Assert.Equal(await db.Customers.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancel), seen);
    }
}
