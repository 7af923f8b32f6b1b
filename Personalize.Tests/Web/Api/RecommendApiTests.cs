using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Personalize.Tests.Support;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Api;

public sealed class RecommendApiTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>, IAsyncLifetime
{
    private readonly HttpClient _client = app.CreateClient();
    private int _user;
    private string _customer = "";

    public async ValueTask InitializeAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        _customer = $"R-{name}";
        _user = await _client.AddUserAsync(_customer, ""","interests":["camping"]""");
        foreach (var title in (string[])["Camping tent", "Camping stove", "Garden chair"])
            await _client.SendAsync("POST", "/api/items", $$"""{"sku":"{{title}} {{name}}","title":"{{title}}"}""");
        await TrainAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task One_users_list_has_scores_that_their_parts_sum_to_and_reasons()
    {
        var answer = await _client.SendAsync("GET", $"/api/recommend?user_id={_user}&count=2");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["recommendation_id", "recommendations", "message"], answer.Body!.AsObject().Select(pair => pair.Key));
        Assert.Equal(2, answer.Body["recommendations"]!.AsArray().Count);
        foreach (var item in answer.Body["recommendations"]!.AsArray())
        {
            Assert.Equal(
                (double)item!["score"]!, item["parts"]!.AsArray().Sum(part => (double)part!["contribution"]!), tolerance: 1e-9);
            Assert.NotEmpty(item["reasons"]!.AsArray());
            Assert.Contains("Camping", (string?)item["title"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_list_again_has_an_id_of_its_own_and_is_recorded_again()
    {
        var (first, second) = (await ListAsync(), await ListAsync());

        Guid[] ids = [(Guid)first["recommendation_id"]!, (Guid)second["recommendation_id"]!];
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(WithoutId(first), WithoutId(second));
        await Until.ReachedAsync(async () =>
        {
            await using var db = await app.OpenDatabaseAsync();
            return await db.ServedLists.CountAsync(list => ids.Contains(list.Id), TestContext.Current.CancellationToken) == 2;
        });

        static string WithoutId(JsonNode answer)
        {
            var rest = answer.DeepClone().AsObject();
            rest.Remove("recommendation_id");
            return rest.ToJsonString();
        }
    }

    [Fact]
    public async Task A_purchase_and_an_item_taken_off_the_shelf_change_the_very_next_list()
    {
        var before = await SkusAsync();

        var purchase = await _client.SendAsync("POST", "/api/activities", $$"""{"customer_id":"{{_customer}}","item_id":"{{before[0]}}","type":"purchase"}""");
        Assert.Equal(HttpStatusCode.Created, purchase.Status);
        var bought = await SkusAsync();
        Assert.DoesNotContain(before[0], bought);
        Assert.Contains(before[1], bought);

        await _client.SendAsync("PUT", $"/api/items/{await NumberOfAsync(before[1])}", """{"active":false}""");
        Assert.DoesNotContain(before[1], await SkusAsync());
    }

    [Fact]
    public async Task All_users_come_by_pages_and_none_is_left_out()
    {
        await _client.AddUserAsync($"R-{Guid.NewGuid():N}");
        var seen = new List<JsonNode>();
        for (string? address = "/api/recommend?limit=1&count=1"; address is not null;)
        {
            var page = await _client.SendAsync("GET", address);
            seen.Add(Assert.Single(page.Body!["recommendations"]!.AsArray())!);
            address = page.Next;
        }

        var users = (await _client.SendAsync("GET", "/api/users?limit=1000")).Body!.AsArray();
        Assert.Equal(users.Select(user => (int)user!["id"]!), seen.Select(list => (int)list["user_id"]!));
        Assert.All(seen, list => Assert.NotEmpty(list["recommendations"]!.AsArray()));
    }

    [Theory]
    [InlineData("user_id=2147483647")]
    [InlineData("customer_id=nobody")]
    public async Task A_user_who_does_not_exist_is_404(string query)
    {
        var answer = await _client.SendAsync("GET", $"/api/recommend?{query}");

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_deleted_user_is_404()
    {
        await _client.SendAsync("DELETE", $"/api/users/{_user}");

        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("GET", $"/api/recommend?user_id={_user}")).Status);
    }

    [Fact]
    public async Task Items_that_share_a_word_are_similar_and_name_it()
    {
        var items = (await _client.SendAsync("GET", "/api/items")).Body!.AsArray();
        var tent = items.Last(item => (string?)item!["title"] == "Camping tent")!;

        var answer = await _client.SendAsync("GET", $"/api/items/{tent["id"]}/similar");

        Assert.Contains(answer.Body!.AsArray(), item => (string?)item!["title"] == "Camping stove");
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync("GET", "/api/items/2147483647/similar")).Status);
    }

    private async Task<JsonNode> ListAsync() => (await _client.SendAsync("GET", $"/api/recommend?user_id={_user}&count=100")).Body!;

    private async Task<List<string>> SkusAsync() =>
        [.. (await ListAsync())["recommendations"]!.AsArray().Select(item => (string)item!["item_id"]!)];

    private async Task<int> NumberOfAsync(string sku)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Items.Where(item => item.Sku == sku).Select(item => item.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    // A training that was under way already may not have seen our items: the one asked for follows it.
    private async Task TrainAsync()
    {
        var training = app.Get<TrainingService>();
        var before = training.Status.Last?.Version ?? 0;
        var wanted = before + (training.Status.Running is null ? 1 : 2);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        training.StatusChanged += Look;
        training.Request("manual");
        Look(this, EventArgs.Empty);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        training.StatusChanged -= Look;

        void Look(object? sender, EventArgs _)
        {
            if (training.Status is { Running: null, Last.Version: var version } && version >= wanted)
                done.TrySetResult();
        }
    }
}
